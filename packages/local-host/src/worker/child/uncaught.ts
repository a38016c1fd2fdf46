import { writeSync } from 'node:fs';
import { toError } from './errors.ts';

/**
 * Ends the process after an error that nobody caught (an unhandled rejection included), with the line on stderr that
 * users of Azure know. Written synchronously, as the process does not live to write it later.
 * @see Azure/azure-functions-nodejs-worker:src/Worker.ts
 */
export function exitOnUncaught(): void {
  process.on('uncaughtException', (thrown: unknown) => {
    writeSync(2, `${uncaughtLine(thrown)}\n`);
    process.exit(1);
  });
}

/** One line: the prefix tells the host that it is the worker's own, and a line is what the host logs. */
function uncaughtLine(thrown: unknown): string {
  const error = toError(thrown);
  const prefix = error.isAzureFunctionsSystemError
    ? 'Worker uncaught exception:'
    : 'Worker uncaught exception (learn more: https://go.microsoft.com/fwlink/?linkid=2097909 ):';
  const text = `${prefix} ${error.stack || String(error)}`;
  return `LanguageWorkerConsoleLog[error] ${text.replace(/\r\n|\n|\r/g, ' ')}`;
}
