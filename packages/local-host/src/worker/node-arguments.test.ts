import { expect, test } from 'vitest';
import { nodeArgumentsOf, waitsForDebugger } from './node-arguments.ts';
import { verifies } from '../testing/verifies.ts';

verifies('worker.process.environment');

test.each(['languageWorkers__node__arguments', 'LANGUAGEWORKERS:NODE:ARGUMENTS'])(
  'the setting %s is split at white space; the port of the debugger comes last',
  (name) => {
    const env = { [name]: ' --inspect=9229  --no-warnings ' };
    expect(nodeArgumentsOf(env, 0)).toEqual([
      '--inspect=9229',
      '--no-warnings',
      '--inspect=127.0.0.1:0',
    ]);
  },
);

test('without a setting or a port there are none', () => {
  expect(nodeArgumentsOf({ languageWorkers__java__arguments: '-X' }, undefined)).toEqual([]);
});

test.each([
  ['--inspect-brk=9229', true],
  ['--inspect-wait', true],
  ['--inspect=9229', false],
])('%s waits for a debugger: %s', (argument, waits) => {
  expect(waitsForDebugger(['--no-warnings', argument])).toBe(waits);
});
