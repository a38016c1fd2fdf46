import { expect, test } from 'vitest';
import { HostLog } from '../log/log.ts';
import { verifies } from '../testing/verifies.ts';
import { logRetrySupport, type RetryContext, withRetries } from './retries.ts';
import type { RetryPolicy } from './retry-policy.ts';

verifies('worker.retries', 'worker.retries.warning');

const twice: RetryPolicy = { strategy: 'fixed_delay', maxRetryCount: 2, delay: 1500 };

/** Runs a function that fails so many times, then answers. */
async function run(failures: number, policy?: RetryPolicy, stopAt?: number) {
  const log = new HostLog();
  const stopping = new AbortController();
  const contexts: RetryContext[] = [];
  const waits: number[] = [];
  const answer = withRetries(
    {
      functionName: 'greet',
      policy,
      log,
      signal: stopping.signal,
      wait: (milliseconds, signal) => {
        waits.push(milliseconds);
        if (waits.length === stopAt) stopping.abort();
        return signal.aborted ? Promise.reject(new Error('aborted')) : Promise.resolve();
      },
    },
    (context) => {
      contexts.push(context);
      const fails = contexts.length <= failures;
      return fails ? Promise.reject(new Error(`no ${contexts.length}`)) : Promise.resolve('yes');
    },
  );
  const outcome = await answer.catch((error: Error) => error.message);
  const lines = log.entries.map(
    ({ level, category, message }) => `${level} ${category} ${message}`,
  );
  return { outcome, contexts, waits, lines };
}

const waiting = (attempt: number) =>
  `debug Function.greet Waiting for \`00:00:01.5000000\` before retrying function execution. Next attempt: '${attempt}'. Max retry count: '2'.`;

test('a function without a policy runs once, and hears of no retries', async () => {
  expect(await run(1)).toEqual({ outcome: 'no 1', contexts: [undefined], waits: [], lines: [] });
});

test('a function that succeeds hears how often it could have failed', async () => {
  const { outcome, contexts, lines } = await run(0, twice);
  expect([outcome, contexts]).toEqual(['yes', [{ retryCount: 0, maxRetryCount: 2 }]]);
  expect(lines).toEqual([]);
});

test('a function that fails is run again, and hears of what it failed', async () => {
  const { outcome, contexts, waits, lines } = await run(1, twice);
  expect([outcome, waits, lines]).toEqual(['yes', [1500], [waiting(1)]]);
  expect(contexts[1]).toEqual({
    retryCount: 1,
    maxRetryCount: 2,
    exception: {
      message:
        'Microsoft.Azure.WebJobs.Host.FunctionInvocationException : Exception while executing function: Functions.greet' +
        ' ---> Microsoft.Azure.WebJobs.Script.Workers.Rpc.RpcException : no 1\n   End of inner exception',
      source: 'Microsoft.Azure.WebJobs.Host',
      stackTrace: '',
    },
  });
});

test('when it has failed too often, the last failure is its answer', async () => {
  const { outcome, waits, lines } = await run(9, twice);
  expect([outcome, waits]).toEqual(['no 3', [1500, 1500]]);
  expect(lines).toEqual([
    waiting(1),
    waiting(2),
    "error Function.greet Function execution failed after '2' retries.\nno 3",
  ]);
});

test('a policy of no retries still says so', async () => {
  const { lines } = await run(9, { ...twice, maxRetryCount: 0 });
  expect(lines).toEqual([
    "error Function.greet Function execution failed after '0' retries.\nno 1",
  ]);
});

test('a policy of -1 has no end', async () => {
  const { outcome, contexts } = await run(50, { ...twice, maxRetryCount: -1 });
  expect(outcome).toBe('yes');
  expect(contexts.at(-1)).toMatchObject({ retryCount: 50, maxRetryCount: -1 });
});

test('a host that stops tries nothing again', async () => {
  const { outcome, lines } = await run(9, twice, 2);
  expect(outcome).toBe('no 2');
  expect(lines.at(-1)).toBe('warning Function.greet Invocation cancelled - exiting retry loop.');
});

test('the real wait ends with the signal', async () => {
  const retries = {
    functionName: 'greet',
    policy: { ...twice, delay: 600_000 },
    log: new HostLog(),
  };
  const attempt = () => Promise.reject(new Error('no'));
  const stopping = new AbortController();
  const answer = withRetries({ ...retries, signal: stopping.signal }, attempt);
  stopping.abort();
  await expect(answer).rejects.toThrow('no');
});

test('the host warns at its start', () => {
  const log = new HostLog();
  logRetrySupport('greet', log);
  expect(log.entries).toMatchObject([
    {
      level: 'warning',
      category: 'Host.Startup',
      message:
        "Soon retries will not be supported for function 'Functions.greet'. For more information, please visit http://aka.ms/func-retry-policies.",
    },
  ]);
});
