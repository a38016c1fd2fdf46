import { expect, test } from 'vitest';
import { HostLog } from '../log/log.ts';
import { workerConsoleEntry } from './console-log.ts';
import { loadingEntryPoint, type RpcLog } from './protocol.ts';
import { rpcLogEntry } from './rpc-log.ts';
import { createWorkerOutput } from './worker-output.ts';
import { verifies } from '../testing/verifies.ts';

verifies('worker.log.categories', 'worker.console.levels');

const console = 'Host.Function.Console';

test.each([
  ['stdout', 'an error on stdout', 'information', console, 'an error on stdout'],
  ['stderr', 'Debugger listening', 'information', console, 'Debugger listening'],
  ['stderr', 'TypeError: x', 'error', console, 'TypeError: x'],
  ['stderr', 'it Failed', 'error', console, 'it Failed'],
  ['stderr', '(node:1) Warning: error', 'warning', console, '(node:1) Warning: error'],
  ['stderr', 'LanguageWorkerConsoleLog[error] Worker x warns', 'error', 'Worker', 'Worker x warns'],
  ['stderr', 'LanguageWorkerConsoleLog[warn] old', 'warning', 'Worker', 'old'],
  ['stdout', 'LanguageWorkerConsoleLogWorker up', 'information', 'Worker', 'Worker up'],
] as const)('on %s, "%s" is logged as %s', (stream, line, level, category, message) => {
  expect(workerConsoleEntry(stream, line)).toEqual({ level, category, message });
});

test.each([
  [{ category: 'greet.Invocation' }, 'Function.greet.User'],
  [{ category: 'greet.Invocation', logCategory: 'System' }, 'Function.greet'],
  [{}, 'Worker'],
  [{ logCategory: 'System' }, 'Worker'],
] as const)('a log with %j has the category %s', (members, category) => {
  const log: RpcLog = { level: 'Warning', logCategory: 'User', message: 'm', ...members };
  expect(rpcLogEntry(log)).toEqual({ level: 'warning', category, message: 'm' });
});

test('a log of the level None is not logged', () => {
  expect(rpcLogEntry({ level: 'None', logCategory: 'User', message: 'm' })).toBeUndefined();
});

test('the last three lines on stderr and the file being loaded are remembered', () => {
  const log = new HostLog();
  const output = createWorkerOutput(log);
  for (const line of ['1', '2', '3', '4']) output.onLine('stderr', line);
  output.onLine('stdout', '5');
  output.onLog({ level: 'Debug', logCategory: 'System', message: loadingEntryPoint('src/a.js') });
  output.onLog({ level: 'Debug', logCategory: 'User', message: loadingEntryPoint('spoofed') });
  expect(output.lastLines).toEqual(['2', '3', '4']);
  expect(output.entryPoint).toBe('src/a.js');
  expect(log.entries).toHaveLength(7);
});
