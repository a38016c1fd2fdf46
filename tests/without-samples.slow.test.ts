import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { useProjectCopy } from './support/project-copy.ts';
import { root } from './support/repository.ts';
import { runPackage } from './support/run-package.ts';
import { plain, useCli } from './support/start-process.ts';

/** What the README tells to delete: the samples, and the suites that are about them. */
const samples = [
  'packages/tools/src/tools',
  'packages/tools/src/resources',
  'packages/tools/src/prompts',
  'tests/samples',
];

/** What `azd init` takes away: .azdignore, and what it names. */
const ofTemplate = ['.azdignore', '.ci'];

const emptyCatalogue = `import { defineCatalogue } from './contract/catalogue.ts';

/** What both servers serve. A new tool is one file in tools/ and one line here. */
export const catalogue = defineCatalogue({
  tools: [],
  resources: [],
  resourceTemplates: [],
  prompts: [],
});
`;

/** Whoever has deleted them has been through this. */
const isDone = !samples.every((folder) => existsSync(join(root, folder)));

test.skipIf(isDone)(
  'in what azd init makes, without any of the sample tools, and with one of yours, every suite passes, and both apps can be packaged',
  async () => {
    const run = promisify(execFile);
    const copy = await useProjectCopy();
    await run('git', ['init', '--quiet'], { cwd: copy }); // As azd does.
    const gone = [...ofTemplate.filter((name) => existsSync(join(copy, name))), ...samples];
    await Promise.all(gone.map((name) => rm(join(copy, name), { recursive: true })));
    await writeFile(join(copy, 'packages/tools/src/catalogue.ts'), emptyCatalogue);
    const cli = useCli(copy, ['new', 'tool', 'my_tool']);
    expect(await cli.ended).toMatchObject({ code: 0 });
    expect(await readdir(join(copy, 'packages/tools/src/tools'))).toHaveLength(2);

    for (const suites of [
      ['--project', 'fast', '--project', 'fast-alone'],
      [
        'tests/package-boots.slow.test.ts',
        'tests/start-auth.slow.test.ts',
        'tests/verify/command.slow.test.ts',
        'tests/verify/wait.slow.test.ts',
      ],
    ]) {
      const vitest = join(copy, 'node_modules/vitest/vitest.mjs');
      const { stdout, stderr } = await run(process.execPath, [vitest, 'run', ...suites], {
        cwd: copy,
        env: { ...process.env, ...plain },
        maxBuffer: 64 * 1024 * 1024,
      }).catch((error: { stdout: string; stderr: string }) => error);
      const failures = `${stdout}\n${stderr}`.split('\n').filter((line) => line.includes(' FAIL '));
      expect(failures).toEqual([]);
      expect(stdout.trim().split('\n').at(-1)).toMatch(/^\d{2,} passed, 0 failed/);
    }

    const tsc = join(copy, 'node_modules/typescript/bin/tsc');
    await run(process.execPath, [tsc, '--incremental', 'false'], { cwd: copy });

    const packaging = await runPackage(copy, []);
    expect(packaging).toMatchObject({ code: 0 });
    expect(packaging.output).toContain('✓ extension-server ');
    expect(packaging.output).toContain('✓ self-hosted-server ');
  },
  600_000,
);
