import { expect, test } from 'vitest';
import { useAppFolder } from '../../testing/app-folder.ts';
import { byFolder, findEntryPoints, isModule, noEntryPoint } from './entry-points.ts';
import { verifies } from '../../testing/verifies.ts';

verifies('worker.load.main-glob', 'worker.load.esm-decision', 'worker.load.no-match');

const files = {
  'dist/index.js': '',
  'dist/index.js.map': '',
  'dist/functions/b.js': '',
  'dist/functions/a.js': '',
  'dist/functions/deep/c.js': '',
  'dist/functions/.hidden.js': '',
  'dist/functions/folder.js/x.txt': '',
};

test.each([
  ['dist/index.js', ['dist/index.js']],
  ['./dist/index.js', ['dist/index.js']],
  [
    'dist/{functions/*.js,index.js}',
    ['dist/index.js', 'dist/functions/a.js', 'dist/functions/b.js'],
  ],
  ['dist/functions/{b,a}.js', ['dist/functions/a.js', 'dist/functions/b.js']],
  [
    'dist/functions/**/*.js',
    ['dist/functions/a.js', 'dist/functions/b.js', 'dist/functions/deep/c.js'],
  ],
  ['dist/functions/deep', ['dist/functions/deep/c.js']],
  ['dist/none/*.js', []],
  ['dist/INDEX.mjs', []],
])('"main": "%s" names %j', async (main, found) => {
  expect(findEntryPoints(await useAppFolder(files), main)).toEqual(found);
});

test('files come before those of the folders beside them, each by name', () => {
  const paths = ['src/a/x.js', 'src/b.js', 'src/a.js', 'z.js', 'src/B.js'];
  expect(paths.toSorted(byFolder)).toEqual([
    'z.js',
    'src/B.js',
    'src/a.js',
    'src/b.js',
    'src/a/x.js',
  ]);
});

test.each([
  ['src/*.js', 'Found zero files matching the supplied pattern'],
  ['src/{a,b}.js', 'Found zero files matching the supplied pattern'],
  ['src/main.js', 'File does not exist'],
  ['index.js', 'File does not exist. Learn more here: https://aka.ms/AAla7et'],
])('no file for "%s" is told as: %s', (main, message) => {
  expect(noEntryPoint(main)).toBe(message);
});

test.each([
  ['a.mjs', undefined, true],
  ['a.mts', undefined, true],
  ['a.cjs', 'module', false],
  ['a.cts', 'module', false],
  ['a.js', 'module', true],
  ['a.ts', 'module', true],
  ['a.js', 'commonjs', false],
  ['a.ts', undefined, false],
])('%s in an app of type %s is an ES module: %s', (file, type, expected) => {
  expect(isModule(file, type ? { type } : {})).toBe(expected);
});
