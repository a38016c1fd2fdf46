import { expect, test } from 'vitest';
import type { FunctionBindings } from '../bindings/function-bindings.ts';
import { HostLog } from '../log/log.ts';
import { verifies } from '../testing/verifies.ts';
import type { InvocationRequest, InvocationResponse } from '../worker/protocol.ts';
import { createInvoke } from './invoke.ts';

verifies('binding.blob-input', 'binding.output-failure');

const text = (name: string, string: string) => ({ name, data: { string } });
const invocation = {
  functionName: 'fn',
  inputData: [text('trigger', 'called')],
  triggerMetadata: { id: { string: '5' } },
};

/** Invokes `fn` in a worker that answers so. */
function invokeFn(
  result: InvocationResponse['result'],
  bindings: Partial<FunctionBindings> = {},
): { answer: Promise<InvocationResponse>; log: HostLog; received: InvocationRequest[] } {
  const log = new HostLog();
  const received: InvocationRequest[] = [];
  const worker = {
    invoke(request: InvocationRequest) {
      received.push(request);
      return Promise.resolve({ invocationId: request.invocationId, result });
    },
  };
  const none = { readInputs: () => Promise.resolve([]), writeOutputs: () => Promise.resolve() };
  const invoke = createInvoke({
    workers: { current: () => Promise.resolve(worker), restart: () => Promise.resolve() },
    log,
    bindings: new Map([['fn', { ...none, ...bindings }]]),
    timeout: undefined,
    signal: new AbortController().signal,
  });
  return { answer: invoke(invocation, { invocationId: 'i', reason: 'why' }), log, received };
}

const linesOf = (log: HostLog): string[][] =>
  log.entries.map(({ level, category, message }) => [level, category, message]);
const began = ['information', 'Function.fn', "Executing 'Functions.fn' (Reason='why', Id=i)"];

test('a function gets what called it, then what its bindings read, between two lines of the log', async () => {
  const { answer, log, received } = invokeFn(
    { status: 'Success' },
    { readInputs: () => Promise.resolve([text('blob', 'stored')]) },
  );
  await answer;
  expect(received).toMatchObject([
    {
      invocationId: 'i',
      functionId: 'fn',
      inputData: [text('trigger', 'called'), text('blob', 'stored')],
      triggerMetadata: { id: { string: '5' } },
    },
  ]);
  expect(linesOf(log)).toEqual([
    began,
    [
      'information',
      'Function.fn',
      expect.stringMatching(/^Executed 'Functions\.fn' \(Succeeded, Id=i, Duration=\d+ms\)$/),
    ],
  ]);
});

test.each(['Failure', 'Cancelled'] as const)(
  'a %s of the worker is one of the call',
  async (status) => {
    const exception = { message: 'no', stackTrace: 'at x' };
    const { answer, log } = invokeFn({ status, exception });
    await expect(answer).rejects.toThrow(`Result: ${status}\nException: no\nStack: at x`);
    const failed = /^Executed 'Functions\.fn' \(Failed, Id=i, Duration=\d+ms\)\nResult: /;
    expect(linesOf(log)).toEqual([began, ['error', 'Function.fn', expect.stringMatching(failed)]]);
  },
);

test('a call whose inputs cannot be read calls nothing', async () => {
  const { answer, log, received } = invokeFn(
    { status: 'Success' },
    { readInputs: () => Promise.reject(new Error('no blob')) },
  );
  await expect(answer).rejects.toThrow('no blob');
  expect(received).toEqual([]);
  expect(linesOf(log)).toEqual([
    began,
    ['error', 'Function.fn', expect.stringContaining('no blob')],
  ]);
});

test('a call whose outputs cannot be stored has failed', async () => {
  const { answer, log } = invokeFn(
    { status: 'Success' },
    { writeOutputs: () => Promise.reject(new Error('disk full')) },
  );
  await expect(answer).rejects.toThrow('disk full');
  expect(linesOf(log)).toEqual([
    began,
    ['error', 'Function.fn', expect.stringContaining('disk full')],
  ]);
});

test('an invocation for which there is no worker any more fails, and the log says so', async () => {
  const log = new HostLog();
  const invoke = createInvoke({
    workers: {
      current: () => Promise.reject(new Error('The host has given up.')),
      restart: () => Promise.resolve(),
    },
    log,
    timeout: undefined,
    signal: new AbortController().signal,
  });
  await expect(invoke(invocation)).rejects.toThrow('given up');
  expect(log.entries.at(-1)?.message).toMatch(/^Executed .*\(Failed,.*\nThe host has given up\.$/);
});
