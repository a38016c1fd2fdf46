import { runCommand } from 'citty';
import { onTestFinished, vi } from 'vitest';
import { connectCommand, createConnectCommand } from '../connect-command.ts';
import type { ConnectParts } from '../run-connect.ts';

/**
 * Runs `npm run connect` in this process, and gives what it printed, to both streams, and its exit code.
 * @param parts in the place of those that look for an azd environment of the project
 */
export async function runConnectCommand(
  rawArgs: readonly string[],
  parts?: ConnectParts,
): Promise<{ readonly output: string; readonly code: number }> {
  const printed: string[] = [];
  const print = (line: string): void => void printed.push(line);
  const spies = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')];
  const restore = (): void => {
    for (const spy of spies) spy.mockRestore();
    process.exitCode = 0;
  };
  onTestFinished(restore);
  for (const spy of spies) spy.mockImplementation(print);
  process.exitCode = 0;
  await runCommand(parts ? createConnectCommand(parts) : connectCommand, { rawArgs: [...rawArgs] });
  const code = process.exitCode;
  restore();
  return { output: printed.join('\n'), code };
}
