import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { HostLog } from '../log/log.ts';
import { useAppFolder, writeAppFile } from '../testing/app-folder.ts';
import { verifies } from '../testing/verifies.ts';
import { bundle } from './testing/bundle.ts';
import { WorkerProcess } from './worker-process.ts';

/** The forms in which an app may come: each registers functions, which are called. */

verifies(
  'worker.load.forms',
  'worker.load.main-glob',
  'worker.load.esm-decision',
  'worker.load.top-level-await',
  'worker.load.share-retries',
);

type Files = Record<string, string | object>;
const env = { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'] };

/** Starts an app, and has each of its functions say hello. */
async function hellosOf(appRoot: string): Promise<string[]> {
  const worker = await WorkerProcess.start({ appRoot, env, log: new HostLog() });
  onTestFinished(() => worker.terminate(2000));
  const answers = worker.functions.map(async ({ name, scriptFile }) => {
    const { returnValue, result } = await worker.invoke({ invocationId: name, functionId: name });
    expect(result).toEqual({ status: 'Success' });
    return `${scriptFile}: ${returnValue?.string}`;
  });
  return Promise.all(answers);
}

/** Registers a function of that name. */
const register = (name: string, library = '') =>
  `${library}app.generic('${name}', { trigger: { type: 'someTrigger', name: 'item' }, handler: () => 'hello of ${name}' });\n`;
const required = `const { app } = require('@azure/functions');\n`;
const imported = `import { app } from '@azure/functions';\n`;

/** An app outside of the repository, with the library or with nothing but what Node has. */
async function useFolderOutside(
  files: Files,
  library: 'with the library' | 'alone',
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'app-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) await writeAppFile(folder, name, content);
  if (library === 'with the library') {
    const installed = createRequire(import.meta.url).resolve('@azure/functions/package.json');
    await mkdir(join(folder, 'node_modules/@azure'), { recursive: true });
    await symlink(dirname(installed), join(folder, 'node_modules/@azure/functions'), 'junction');
  }
  return folder;
}

describe('package.json#main', () => {
  const dist = (name: string) => register(name, required);

  test.each<[string, string[]]>([
    ['index.js', ['index']],
    ['./index.js', ['index']],
    ['dist/functions/*.js', ['a', 'b', 'c']],
    ['dist/{main.js,functions/*.js}', ['main', 'a', 'b', 'c']],
    ['dist/functions/{c,a}.js', ['a', 'c']],
    ['dist/**/*.js', ['main', 'a', 'b', 'c', 'd']],
    ['dist/functions/[ab].js', ['a', 'b']],
    ['dist/functions', ['a', 'b', 'c', 'd']],
  ])('%s loads %j, in the order of the folders', async (main, names) => {
    const appRoot = await useAppFolder({
      'package.json': { main },
      'index.js': dist('index'),
      'dist/main.js': dist('main'),
      'dist/functions/c.js': dist('c'),
      'dist/functions/a.js': dist('a'),
      'dist/functions/b.js': dist('b'),
      'dist/functions/deep/d.js': dist('d'),
    });
    const hellos = await hellosOf(appRoot);
    expect(hellos).toEqual(names.map((name) => `${name}.js: hello of ${name}`));
  });
});

describe('an app may be', () => {
  const waits = `const late = await new Promise((resolve) => setTimeout(resolve, 20, 'late'));\n`;
  const typed = `const greeting: string = 'typed';\ninterface Unused { readonly x: number }\n`;

  test.each<[string, string, Files]>([
    ['CommonJS', 'main.js', { 'main.js': register('one', required) }],
    ['CommonJS by its ending', 'main.cjs', { 'main.cjs': register('one', required) }],
    [
      'CommonJS beside ES modules',
      'main.cjs',
      { 'main.cjs': `require('./other.cjs');`, 'other.cjs': register('one', required) },
    ],
    ['an ES module by its ending', 'main.mjs', { 'main.mjs': register('one', imported) }],
    [
      'an ES module by "type"',
      'main.js',
      {
        'main.js': register('one', imported),
        'package.json': { main: 'main.js', type: 'module' },
      },
    ],
    [
      'an ES module that imports the library as a whole',
      'main.mjs',
      {
        'main.mjs': register(
          'one',
          `import functions from '@azure/functions';\nconst { app } = functions;\n`,
        ),
      },
    ],
    [
      'an ES module that imports everything of the library',
      'main.mjs',
      {
        'main.mjs': register(
          'one',
          `import * as functions from '@azure/functions';\nconst { app } = functions;\n`,
        ),
      },
    ],
    [
      'an ES module that waits before it registers',
      'main.mjs',
      { 'main.mjs': imported + waits + register('one') },
    ],
    [
      'ES modules of which an inner one waits',
      'main.mjs',
      { 'main.mjs': `import './inner.mjs';`, 'inner.mjs': imported + waits + register('one') },
    ],
    ['TypeScript in ES modules', 'main.mts', { 'main.mts': imported + typed + register('one') }],
    ['TypeScript in CommonJS', 'main.cts', { 'main.cts': required + typed + register('one') }],
    [
      'TypeScript by "type", with imports of its own',
      'src/main.ts',
      {
        'package.json': { main: 'src/main.ts', type: 'module' },
        'src/main.ts': `import './functions/one.ts';`,
        'src/functions/one.ts': imported + typed + register('one'),
      },
    ],
  ])('%s', async (_form, main, files) => {
    // Not in node_modules, where Node strips no types.
    const app = { 'package.json': { main }, ...files };
    const appRoot = await useFolderOutside(app, 'with the library');
    const [hello, ...others] = await hellosOf(appRoot);
    expect(hello).toBe(`${main.split('/').at(-1)}: hello of one`);
    expect(others).toEqual([]);
  });
});

test('a file that cannot be read is not tried again, as there is no share to wait for', async () => {
  const appRoot = await useAppFolder({
    'package.json': { main: 'main.cjs' },
    'main.cjs': `console.log('loads'); throw new Error("EIO: i/o error, lstat '/home/site'");`,
  });
  const log = new HostLog();
  await expect(WorkerProcess.start({ appRoot, env, log })).rejects.toThrow("lstat '/home/site'");
  expect(log.entries.filter(({ message }) => message === 'loads')).toHaveLength(1);
});

describe('a bundle in a folder without node_modules', () => {
  const source = `const { app } = functions;\n${register('one')}`;

  test('may be CommonJS', async () => {
    const files = {
      'package.json': { main: 'dist/index.cjs' },
      'dist/index.cjs': bundle(source, 'cjs'),
    };
    expect(await hellosOf(await useFolderOutside(files, 'alone'))).toEqual([
      'index.cjs: hello of one',
    ]);
  });

  test('may be an ES module that makes its own require, and waits', async () => {
    const waiting = `await new Promise((resolve) => setTimeout(resolve, 20));\n${source}`;
    const files = { 'package.json': { main: 'index.mjs' }, 'index.mjs': bundle(waiting, 'esm') };
    expect(await hellosOf(await useFolderOutside(files, 'alone'))).toEqual([
      'index.mjs: hello of one',
    ]);
  });

  test('registers nothing where the core module was bundled away', async () => {
    const without = bundle(source, 'cjs').replaceAll(
      'require("@azure/functions-core")',
      'require("./none.cjs")',
    );
    const files = { 'package.json': { main: 'index.cjs' }, 'index.cjs': without };
    await expect(hellosOf(await useFolderOutside(files, 'alone'))).rejects.toMatchObject({
      hint: expect.stringContaining('functions-core'),
    });
  });
});
