import { expect, test } from 'vitest';
import { handlerConsoleEntry } from './console-lines.ts';
import { verifies } from '../testing/verifies.ts';

verifies('custom-handler.console');

const system = 'Worker.HttpWorkerProcess.id';
const console = 'Host.Function.Console';

test.each([
  ['stdout', 'an error, a warning', 'information', console, 'an error, a warning'],
  ['stderr', 'hello stderr', 'error', console, 'hello stderr'],
  ['stderr', 'a Warning on stderr', 'warning', console, 'a Warning on stderr'],
  ['stdout', 'LanguageWorkerConsoleLogsys line', 'information', system, 'sys line'],
  ['stderr', 'languageworkerconsolelog x', 'error', system, ' x'],
] as const)('%s: %s', (stream, line, level, category, message) => {
  expect(handlerConsoleEntry(stream, line, system)).toEqual({ level, category, message });
});
