import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { useProjectCopy } from './support/project-copy.ts';
import { root } from './support/repository.ts';
import { useCli } from './support/start-process.ts';

const run = promisify(execFile);

test('a new tool is whole: it is in the catalogue, has a test that passes, and is formatted', async () => {
  const copy = await useProjectCopy();
  const cli = useCli(copy, ['new', 'tool', 'roll_dice']);
  expect(await cli.ended).toMatchObject({ code: 0 });
  expect(cli.output()).toContain('roll-dice.ts');

  const script = `
    import { catalogue, lintCatalogue } from '@side-by-side/tools';
    console.log(JSON.stringify([catalogue.tools.map(({ definition }) => definition.name), lintCatalogue(catalogue)]));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], {
    cwd: join(copy, 'tests'),
  });
  const [names, faults] = JSON.parse(stdout) as [string[], string[]];
  expect(names).toContain('roll_dice');
  expect(faults).toEqual([]);

  const bin = (name: string) => join(root, 'node_modules', name);
  const tools = 'packages/tools/src';
  const files = ['tools/roll-dice.ts', 'tools/roll-dice.test.ts', 'catalogue.ts'].map(
    (file) => `${tools}/${file}`,
  );
  await run(process.execPath, [bin('oxfmt/bin/oxfmt'), '--check', ...files], { cwd: copy });
  const vitest = await run(
    process.execPath,
    [bin('vitest/vitest.mjs'), 'run', '--project', 'fast', `${tools}/tools/roll-dice.test.ts`],
    { cwd: copy },
  );
  expect(vitest.stdout).toContain('2 passed, 0 failed');
});

test('a tool that is there already is not touched', async () => {
  const copy = await useProjectCopy();
  const file = join(copy, 'packages/tools/src/tools/roll-dice.ts');
  await writeFile(file, '// mine\n');
  const cli = useCli(copy, ['new', 'tool', 'roll_dice']);
  expect(await cli.ended).toMatchObject({ code: 1 });
  expect(cli.output()).toMatch(/✘ .*roll-dice\.ts exists already/);
  expect(await readFile(file, 'utf8')).toBe('// mine\n');
});

test('a catalogue that has another shape is not touched, and nothing is written', async () => {
  const copy = await useProjectCopy();
  const catalogue = join(copy, 'packages/tools/src/catalogue.ts');
  await writeFile(catalogue, 'export const catalogue = {};\n');
  const cli = useCli(copy, ['new', 'tool', 'roll_dice']);
  expect(await cli.ended).toMatchObject({ code: 1 });
  await expect(readFile(join(copy, 'packages/tools/src/tools/roll-dice.ts'))).rejects.toThrow(
    'ENOENT',
  );
});

test.each(['Roll', '1st', 'roll-dice', '../x'])('%s is no name', async (name) => {
  const cli = useCli(root, ['new', 'tool', name]);
  expect(await cli.ended).toMatchObject({ code: 1 });
  expect(cli.output()).toContain('is no name for a tool');
});
