import { expect, test } from 'vitest';
import { commandArguments, expandVariables, splitCommandLine } from './command-line.ts';
import { verifies } from '../testing/verifies.ts';

verifies('custom-handler.variables', 'custom-handler.arguments-split');

const none = { arguments: [], workerPath: '', workerArguments: [] };

test('variables are expanded, and those that are not set become no argument at all', () => {
  const given = ['server.cjs', '%MY_ARG%', '%UNSET_ARG%', 'literal', '--name=%MY_ARG%-%UNSET%'];
  expect(commandArguments({ ...none, arguments: given }, { MY_ARG: 'arg1' })).toEqual([
    'server.cjs',
    'arg1',
    'literal',
    '--name=arg1-',
  ]);
});

test('an argument with a blank arrives as two, since the host does not quote it', () => {
  expect(commandArguments({ ...none, arguments: ['my server.js', '"one two"'] }, {})).toEqual([
    'my',
    'server.js',
    'one two',
  ]);
});

test('the worker path is quoted and stands between arguments and worker arguments', () => {
  const options = { arguments: ['-a'], workerPath: 'my server.js', workerArguments: ['-b', '%B%'] };
  expect(commandArguments(options, { B: 'x' })).toEqual(['-a', 'my server.js', '-b', 'x']);
});

test('names of variables that are not set stay until all are expanded', () => {
  expect(expandVariables('%A%/%B%/100%', { A: 'a' })).toBe('a/%B%/100%');
});

test.each([
  ['', []],
  ['  a\t b ', ['a', 'b']],
  [String.raw`C:\dir\x.js \\server\y`, [String.raw`C:\dir\x.js`, String.raw`\\server\y`]],
  [String.raw`"C:\my dir\\" b`, ['C:\\my dir\\', 'b']],
  [String.raw`say\"hi\" \\\"x`, ['say"hi"', String.raw`\"x`]],
  ['"" a""b "x""y"', ['', 'ab', 'x"y']],
  ['"open to the end', ['open to the end']],
])('the line %j is split as .NET splits it', (line, expected) => {
  expect(splitCommandLine(line)).toEqual(expected);
});
