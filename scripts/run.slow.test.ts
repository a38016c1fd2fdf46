import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { projectFiles, root } from '../tests/support/repository.ts';

/** What somebody has who clones the project and knows only npm; with real downloads. */

let clone: string;

beforeAll(async () => {
  clone = await mkdtemp(join(tmpdir(), 'clone-'));
  for (const file of projectFiles().filter((name) => existsSync(join(root, name)))) {
    await cp(join(root, file), join(clone, file), { recursive: true });
  }
  return () => rm(clone, { recursive: true, force: true, maxRetries: 5 });
});

/** The environment without what the bootstrap and npm have put into it for this very run. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const isOurs = (name: string): boolean =>
    /^(npm_(?!config_)|npm_config_local_prefix$|INIT_CWD$|NODE_OPTIONS$|VITEST)/i.test(name);
  const entries = Object.entries(process.env).filter(([name]) => !isOurs(name));
  const machineOnly = (path = ''): string =>
    path
      .split(delimiter)
      .filter((folder) => !folder.startsWith(root))
      .join(delimiter);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, /^path$/i.test(name) ? machineOnly(value) : value]),
  );
}

async function npm(...args: string[]) {
  const child = spawn('npm', args, {
    cwd: clone,
    env: plainEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** All that there is to do, without doing it: quick, but it needs everything installed. */
const dryRun = ['run', 'check', '--', '--dry-run'];

// In this order: the second clone-and-run builds on the first.
test('npm install stops, and leaves nothing behind', async () => {
  const { code, stderr } = await npm('install');
  expect(code).toBe(1);
  expect(stderr).toContain('use-pnpm--npm-start-and-npm-test-fetch-it-for-you');
  for (const name of ['node_modules', 'package-lock.json', '.tools']) {
    expect(existsSync(join(clone, name))).toBe(false);
  }
});

test('the first command sets everything up, the second finds it there', async () => {
  const first = await npm(...dryRun);
  expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('check:types') });
  expect(first.stderr).toMatch(/✓ pnpm \d.*\n(.*\n)*✓ packages /);

  const second = await npm(...dryRun);
  expect(second).toMatchObject({ code: 0, stdout: expect.stringContaining('check:types') });
  expect(second.stderr).not.toMatch(/[•✓]/);
});

test('npm install harms no working checkout', async () => {
  expect(await npm('install')).toMatchObject({ code: 1 });
  const { code, stderr } = await npm(...dryRun);
  expect(code).toBe(0);
  expect(stderr).not.toMatch(/[•✓]/);
});

test('npm test runs the tests', async () => {
  const { code, stdout } = await npm('test', '--', 'scripts/bootstrap/decisions.test.ts');
  expect(code).toBe(0);
  expect(stdout.trimEnd()).toMatch(/\n[1-9]\d* passed, 0 failed$/);
});
