import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { HostLog } from '../log/log.ts';
import { Configuration } from '../settings/configuration.ts';
import { verifies } from '../testing/verifies.ts';
import {
  FunctionTimeoutError,
  functionTimeoutOf,
  replaceHanging,
  withinTimeout,
} from './function-timeout.ts';

verifies('worker.timeout', 'worker.timeout.setting');

describe('the time that a function has', () => {
  const timeoutOf = (functionTimeout?: string) =>
    functionTimeoutOf({
      file: 'host.json',
      profile: '',
      settings: new Configuration().add({ functionTimeout }),
    });

  test.each([
    [undefined, 1_800_000],
    ['00:00:01', 1_000],
    ['00:05:00', 300_000],
    ['1.00:00:00', 86_400_000],
    ['-1', undefined],
    ['-1.00:00:00', undefined],
  ])('is, with %s in host.json, %s ms', (text, milliseconds) => {
    expect(timeoutOf(text)).toBe(milliseconds);
  });

  test.each([
    ['00:00:00.5', 'FunctionTimeout must be greater than 00:00:01 and less than'],
    ['soon', "Failed to convert configuration value 'soon'"],
  ])('cannot be %s', (text, message) => {
    expect(() => timeoutOf(text)).toThrow(message);
  });
});

function call(timeout: number | undefined) {
  const log = new HostLog();
  const invocation = Promise.withResolvers<string>();
  const timed = { functionName: 'greet', invocationId: 'one', timeout, log };
  const lines = () =>
    log.entries.map((entry) => `${entry.level} ${entry.category} ${entry.message}`);
  return { log, invocation, answer: withinTimeout(timed, invocation.promise), lines };
}

describe('a call', () => {
  test.each([undefined, 2 ** 40, 60_000])('in time is answered (%s ms)', async (timeout) => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { invocation, answer, lines } = call(timeout);
    await vi.advanceTimersByTimeAsync(59_000);
    invocation.resolve('yes');
    expect(await answer).toBe('yes');
    expect(lines()).toEqual([]);
  });

  test('that fails in time fails as it does', async () => {
    const { invocation, answer } = call(60_000);
    invocation.reject(new Error('no'));
    await expect(answer).rejects.toThrow('no');
  });

  test('out of time fails with the words of the host', async () => {
    const { answer, lines } = call(10);
    await expect(answer).rejects.toThrow(
      'Timeout value of 00:00:00.0100000 was exceeded by function: Functions.greet',
    );
    expect(lines()).toEqual([
      "error Function.greet Timeout value of 00:00:00.0100000 exceeded by function 'Functions.greet' (Id: 'one'). Initiating cancellation.",
    ]);
  });

  test('that fails only after its time is no unhandled rejection', async () => {
    const { invocation, answer } = call(1);
    await expect(answer).rejects.toThrow(FunctionTimeoutError);
    invocation.reject(new Error('late'));
    await expect(invocation.promise).rejects.toThrow('late');
  });
});

describe('the worker of a call that is out of time', () => {
  async function replace(
    settle: (invocation: PromiseWithResolvers<string>) => void,
    grace: number,
  ) {
    const { log, invocation, answer, lines } = call(1);
    const error = await answer.catch((reason: unknown) => reason);
    settle(invocation);
    let restarts = 0;
    const restart = async () => void (restarts += 1);
    await replaceHanging(error as FunctionTimeoutError, 'one', restart, log, grace);
    return { restarts, lines: lines().slice(1) };
  }

  test('is replaced', async () => {
    expect(await replace(() => {}, 10)).toEqual({
      restarts: 1,
      lines: [
        "warning WebScriptHostExceptionHandler A function timeout has occurred. Restarting worker process executing invocationId 'one'.",
        'warning WebScriptHostExceptionHandler Restart of language worker process(es) completed.',
      ],
    });
  });

  test('is waited for until its successor is there', async () => {
    const { log, answer } = call(1);
    const error = (await answer.catch((reason: unknown) => reason)) as FunctionTimeoutError;
    const [restart, asked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const start = (): Promise<void> => {
      asked.resolve();
      return restart.promise;
    };
    const replaced = replaceHanging(error, 'one', start, log, 1);
    await asked.promise;
    restart.reject(new Error('it does not start'));
    await expect(replaced).rejects.toThrow('it does not start');
  });

  test.each<[string, (invocation: PromiseWithResolvers<string>) => void]>([
    ['ends', ({ resolve }) => resolve('late')],
    ['fails', ({ reject }) => reject(new Error('late'))],
  ])('stays when the call %s within the grace', async (_how, settle) => {
    expect(await replace(settle, 60_000)).toEqual({ restarts: 0, lines: [] });
  });
});
