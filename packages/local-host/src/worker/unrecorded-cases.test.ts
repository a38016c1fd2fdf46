import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { verifies } from '../testing/verifies.ts';
import type { RpcLog, TypedData } from './protocol.ts';
import { appFolder, readRecordings } from './testing/recordings.ts';
import { WorkerChannel } from './worker-channel.ts';

/**
 * What the recorded apps can do and no recording shows, by the rules that the recordings give for the values and
 * failures beside it.
 */

verifies(
  'worker.invocation.hooks',
  'worker.invocation.int64-clamp',
  'worker.invocation.no-kind',
  'worker.invocation.null-throw-succeeds',
  'worker.invocation.non-error-throw',
  'worker.invocation.error-unmasked',
  'worker.load.entry-point-message',
  'worker.functions.locked',
  'worker.process.uncaught',
);

/** A worker that has loaded one of the recorded apps. */
async function openApp(app: string) {
  const appRoot = appFolder(app);
  const logs: RpcLog[] = [];
  const lines: string[] = [];
  const { PATH, SystemRoot } = process.env;
  const channel = new WorkerChannel({
    appRoot,
    env: { PATH, SystemRoot, SETTING: 'x' },
    onLog: (log) => logs.push(log),
    onLine: (_stream, line) => lines.push(line),
  });
  const functionAppDirectory = appRoot;
  const init = await channel.request('workerInitRequest', {
    hostVersion: '4.0',
    functionAppDirectory,
  });
  const metadata = await channel.request('functionsMetadataRequest', { functionAppDirectory });
  return {
    channel,
    init,
    metadata,
    lines,
    async close() {
      channel.kill();
      await channel.exited;
    },
    /** What the app itself logs. */
    userLogs: () =>
      logs.filter(({ logCategory }) => logCategory === 'User').map((log) => log.message),
    invoke: (functionId: string, data: TypedData) => {
      const { bindings } = metadata.functionMetadataResults!.find(
        ({ name }) => name === functionId,
      )!;
      const name = Object.keys(bindings).find((key) => /trigger$/i.test(bindings[key]!.type))!;
      return channel.request('invocationRequest', {
        invocationId: functionId,
        functionId,
        inputData: [{ name, data }],
      });
    },
  };
}

/** The same for one test. */
async function useApp(app: string) {
  const opened = await openApp(app);
  onTestFinished(() => opened.close());
  return opened;
}

let http: Awaited<ReturnType<typeof openApp>>;
beforeAll(async () => void (http = await openApp('app-http')));
afterAll(() => http.close());

const item = (name: string): TypedData => ({ json: JSON.stringify({ case: name }) });
const query = (values: Record<string, string>): TypedData => ({
  http: {
    method: 'GET',
    url: 'http://localhost/api/x',
    nullableQuery: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, { value }]),
    ),
  },
});
const bytes = (...values: number[]) => ({ bytes: new Uint8Array(values) });

test('none of these cases is recorded', () => {
  const recorded = new Set(readRecordings().map(({ name }) => name));
  const plain = Object.keys(plainReturns).map((name) => `plain return ${name}`);
  const bound = Object.keys(boundReturns).map((name) => `return binding ${name}`);
  const thrown = failures.map(([how, name]) => `${how.replace('_', ' ')} ${name}`);
  const others = ['http outputs object', 'http outputs integer', 'http outputs undefined'];
  expect([...plain, ...bound, ...thrown, ...others].filter((name) => recorded.has(name))).toEqual(
    [],
  );
});

const plainReturns: Record<string, TypedData> = {
  arrayBuffer: bytes(3),
  double: { double: 1.25 },
  boolean: { json: 'false' },
  date: { json: '"1970-01-01T00:00:00.000Z"' },
};

test.each(Object.entries(plainReturns))(
  'a function that returns %s answers %j',
  async (name, data) => {
    const { invoke } = http;
    expect((await invoke('returns_plain', item(name))).returnValue).toEqual(data);
  },
);

const boundReturns: Record<string, TypedData | undefined> = {
  emptyString: { string: '' },
  jsonText: { string: '{"a":1}' },
  object: { json: '{"a":1,"when":"1970-01-01T00:00:00.000Z"}' },
  uint8Array: bytes(1, 2),
  float64Array: bytes(0, 0, 0, 0, 0, 0, 0xf0, 0x3f),
  arrayBuffer: bytes(3),
  negative: { int: -7 },
  zero: { int: 0 },
  negativeZero: { int: 0 },
  big: { int: 2 ** 53 },
  tooBig: { int: 2n ** 63n - 1n },
  nan: { double: Number.NaN },
  infinity: { double: Infinity },
  undefined: undefined,
  date: { json: '"1970-01-01T00:00:00.000Z"' },
  map: { json: '{}' },
  error: { json: '{}' },
  function: {},
  symbol: {},
};

test('a return binding gets the value in the same form, beside the other outputs', async () => {
  const { invoke } = http;
  const answers = Object.keys(boundReturns).map(async (name) => {
    const { returnValue, outputData } = await invoke('returns_binding', item(name));
    expect(outputData).toEqual([{ name: 'text', data: { string: 'extra' } }]);
    return [name, returnValue] as const;
  });
  expect(Object.fromEntries(await Promise.all(answers))).toEqual(boundReturns);
  const { result } = await invoke('returns_binding', item('bigint'));
  expect(result.exception?.message).toBe('Do not know how to serialize a BigInt');
});

test.each<[string, TypedData | undefined]>([
  ['object', { json: '{"a":1,"when":"1970-01-01T00:00:00.000Z"}' }],
  ['integer', { int: 7 }],
  ['undefined', undefined],
])('an output that is set to %s is sent as %j', async (name, data) => {
  const { invoke } = http;
  const { outputData = [] } = await invoke('outputs', query({ case: name, to: 'text' }));
  expect(outputData).toEqual(data ? [{ name: 'text', data }] : []);
});

test.each([
  ['statusString', '202', 'text/plain;charset=UTF-8', 'accepted'],
  ['status304', '304', undefined, ''],
  ['bodyUint8Array', '200', undefined, '\u0001\u0002'],
  ['bodyParams', '200', 'application/x-www-form-urlencoded;charset=UTF-8', 'a=1&a=2+3'],
  ['jsonOwnType', '200', 'application/problem+json', '{"a":1}'],
  ['jsonAndBody', '200', 'application/json', '{"a":1}'],
])('an HTTP function that returns %s answers %s, %s, %j', async (name, statusCode, type, body) => {
  const { invoke } = http;
  const answer = (await invoke('returns', query({ case: name }))).returnValue!.http!;
  expect(answer.statusCode).toBe(statusCode);
  expect(answer.headers?.['content-type']).toBe(type);
  expect(Buffer.from(answer.body!.bytes!).toString()).toBe(body);
});

const secret = 'cannot connect: DefaultEndpointsProtocol=https;AccountName=a;AccountKey=c2VjcmV0';
const failures = [
  ['throws_sync', 'typeError', 'wrong type', 'TypeError: wrong type'],
  ['throws_sync', 'secret', secret, `Error: ${secret}`],
  ['throws_sync', 'number', '42', 'Error: 42'],
  ['throws_sync', 'array', '[1,"x"]', 'Error: [1,"x"]'],
  ['throws_async', 'secret', secret, `Error: ${secret}`],
  ['rejects', 'object', '{"code":7,"message":"in an object","password":"p"}', expect.any(String)],
] as const;

test.each(failures)('%s %s fails with %j', async (how, name, message, stack) => {
  const { invoke } = http;
  const { status, exception } = (await invoke(how, item(name))).result;
  expect([status, exception?.message]).toEqual(['Failure', message]);
  expect(exception?.stackTrace?.split('\n', 1)[0]).toEqual(stack);
});

test('throwing undefined succeeds', async () => {
  const { invoke } = http;
  const answer = await invoke('throws_sync', item('undefined'));
  expect([answer.result, answer.returnValue]).toEqual([{ status: 'Success' }, undefined]);
});

test('what can be waited for is waited for, be it no promise', async () => {
  const { invoke } = http;
  const { returnValue } = await invoke('thenable', { string: 'x' });
  expect(returnValue).toEqual({ string: 'from thenable' });
});

test('a method of the context does not work without it', async () => {
  const { invoke, userLogs } = http;
  const { exception } = (await invoke('log_detached', { string: 'x' })).result;
  expect(exception?.message).toMatch(/^Cannot read private member/);
  expect(userLogs().at(-1)).toBe('detached');
});

describe('a hook', () => {
  const before = ['pre 1, inputs ["in"]', 'pre 2, hookData {"count":2}'];
  const after = (result: string, error = 'null') =>
    `post 1, result ${result}, error ${error}, inputs ["in"], hookData {"count":2}`;

  test('may replace the handler', async () => {
    const { invoke, userLogs } = await useApp('app-http/cases/hooks');
    const { returnValue } = await invoke('replace_handler', { string: 'in' });
    const result = 'wrapped original in';
    expect(returnValue).toEqual({ string: result });
    expect(userLogs()).toEqual([...before, after(`"${result}"`), `post 2, result "${result}"`]);
  });

  test('may clear the error, so that the invocation succeeds', async () => {
    const { invoke, userLogs } = await useApp('app-http/cases/hooks');
    const { returnValue, result } = await invoke('forgive', { string: 'in' });
    expect([result, returnValue]).toEqual([{ status: 'Success' }, { string: 'forgiven' }]);
    expect(userLogs()).toEqual([
      ...before,
      after('null', 'handler failed'),
      'post 2, result "forgiven"',
    ]);
  });

  test('that throws after the invocation fails it, and keeps those after it from running', async () => {
    const { invoke, userLogs } = await useApp('app-http/cases/hooks');
    const { result } = await invoke('post_throws', { string: 'in' });
    expect(result).toMatchObject({ status: 'Failure', exception: { message: 'post hook failed' } });
    expect(userLogs()).toEqual([...before, after('["in"]')]);
  });
});

describe('an error that nobody catches ends the process with 1', () => {
  test('while the invocation runs, which is not answered', async () => {
    const { invoke, channel, lines } = await useApp('app-http/cases/crash');
    await expect(invoke('act', item('unhandled'))).rejects.toThrow('node exited with code 1 (0x1)');
    expect((await channel.exited).code).toBe(1);
    expect(lines).toEqual([expect.stringContaining('Worker uncaught exception')]);
    expect(lines[0]).toContain(': Error: unhandled rejection ');
  });

  test('after the answer', async () => {
    const { invoke, channel, lines } = await useApp('app-http/cases/crash');
    const { returnValue } = await invoke('act', item('afterAnswer'));
    expect(returnValue).toEqual({ string: 'answered' });
    expect((await channel.exited).code).toBe(1);
    expect(lines[0]).toContain(': Error: uncaught after the answer ');
  });

  test('be it of a registration that comes too late', async () => {
    const { channel, metadata, lines } = await useApp('app-http/cases/late-uncaught');
    expect(metadata.functionMetadataResults?.map(({ name }) => name)).toEqual(['at_once']);
    expect((await channel.exited).code).toBe(1);
    expect(lines[0]).toContain('A function can only be registered during app startup.');
  });
});

test('an entry point that requires what is not there says so, although it has registered a function', async () => {
  const { init, metadata, lines } = await useApp('app-http/cases/module-missing');
  const message = `Worker was unable to load entry point "index.cjs": Cannot find module 'a-package-that-is-not-there'`;
  expect(init.result.status).toBe('Success');
  expect(metadata.useDefaultMetadataIndexing).toBe(false);
  expect(metadata.result).toMatchObject({ status: 'Failure' });
  expect(metadata.result.exception?.message?.split('\n', 1)[0]).toBe(message);
  await expect.poll(() => lines[0]).toContain(message);
});
