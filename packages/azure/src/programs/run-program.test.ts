import { join } from 'node:path';
import { expect, test } from 'vitest';
import { printing, standIns } from '../doctor/testing/stand-ins.ts';
import { findProgram, withoutProject } from './find-program.ts';
import { isShellSafe, outputOf, runProgram, versionOf } from './run-program.ts';

const timeoutMs = 10_000;

test('gives what a program prints, and hands it its arguments', async () => {
  const PATH = await standIns({ tool: 'console.log(process.argv.slice(2).join("+"));' });
  expect(await outputOf('tool', ['a', 'b'], { env: { PATH }, timeoutMs })).toBe('a+b');
});

test.each([
  ['fails', 'console.log("x"); process.exit(3);', timeoutMs],
  ['never ends, nor what it has started', sleeper(), 300],
  [
    'waits for an answer from us',
    'process.stdin.on("end", () => process.exit(1)).resume();',
    timeoutMs,
  ],
])('gives nothing of one that %s', async (_, script, patienceMs) => {
  const PATH = await standIns({ tool: script });
  expect(await outputOf('tool', [], { env: { PATH }, timeoutMs: patienceMs })).toBeUndefined();
});

test('takes what is long, and not what has no end', async () => {
  const printed = (bytes: number) => `process.stdout.write('x'.repeat(${bytes}));`;
  const PATH = await standIns({ long: printed(2 ** 21), endless: printed(2 ** 23) });
  const options = { env: { PATH }, timeoutMs };
  expect(await outputOf('long', [], options)).toHaveLength(2 ** 21);
  expect(await outputOf('endless', [], options)).toBeUndefined();
});

test.each([
  ['console.error("\\nERROR: not logged in\\nMore.")', 'not logged in'],
  [
    'console.error(JSON.stringify({ type: "consoleMessage", data: { message: "\\nERROR: a" } }))',
    'a',
  ],
  [
    'console.error(JSON.stringify({ type: "consoleMessage", data: {} }) + "\\n" + JSON.stringify({ error: "b", suggestion: "c" }))',
    'b',
  ],
  ['console.error("{no JSON")', '{no JSON'],
  ['', 'tool failed.'],
])('says why it failed: %s', async (script, message) => {
  const PATH = await standIns({ tool: `${script}; process.exitCode = 1;` });
  const run = runProgram('tool', [], { env: { PATH }, timeoutMs });
  await expect(run).rejects.toThrow(new Error(message));
});

test('says that it is not there, or late', async () => {
  const PATH = await standIns({ slow: 'setTimeout(() => {}, 3000);' });
  const options = { env: { PATH }, timeoutMs: 200 };
  await expect(runProgram('none', [], options)).rejects.toThrow('no none on the PATH');
  await expect(runProgram('slow', [], options)).rejects.toThrow('slow did not answer within 0.2 s');
});

test('knows a program that is not there from one that does not say its version', async () => {
  const PATH = await standIns({ good: printing('1.2.3'), bad: {} });
  const version = (name: string) => versionOf(name, ['--version'], { env: { PATH }, timeoutMs });
  expect(await version('good')).toBe('1.2.3');
  expect(await version('bad')).toBe('');
  expect(await version('none')).toBeUndefined();
  expect(await findProgram('none', { PATH })).toBeUndefined();
  expect(await findProgram('none', {})).toBeUndefined();
});

test.each(['a&calc', 'a b', '%PATH%', '"', "'", '$(a)', 'a|b', '>f', '^', '(a)', 'a\n', '!', ''])(
  'hands no shell a word that is more than a word: %j',
  (word) => expect(isShellSafe(word)).toBe(false),
);

test('hands a shell all that is asked of azd and the Azure CLI', () => {
  const words = [
    '--environment',
    'dev-1',
    'api://1-2/.default',
    'https://a.example/.default',
    'C:\\x',
  ];
  expect(words.filter((word) => !isShellSafe(word))).toEqual([]);
});

test('leaves the folders of the project out of the PATH, however it is spelt', () => {
  const root = process.platform === 'win32' ? String.raw`C:\project` : '/project';
  const own = [join(root, '.tools', 'bin'), root];
  const others = [`${root}-2`, join(root, '..', 'bin')];
  const separator = process.platform === 'win32' ? ';' : ':';
  const env = { Path: [...own, ...others].join(separator), HOME: 'x' };
  expect(withoutProject(env, root)).toEqual({ PATH: others.join(separator), HOME: 'x' });
});

/** Its child keeps the pipes, as what a shell script starts does. It ends by itself, long after the test. */
function sleeper(): string {
  return `
    import { spawn } from 'node:child_process';
    spawn(process.execPath, ['-e', 'setTimeout(() => {}, 3000)'], { stdio: 'inherit' });
    setTimeout(() => {}, 3000);`;
}
