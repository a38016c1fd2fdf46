import { expect, test, vi } from 'vitest';
import type { RpcLog } from '../protocol.ts';
import { createApp, type Worker } from './app.ts';
import { createCoreModule } from './core-module.ts';
import { verifies } from '../../testing/verifies.ts';

verifies(
  'worker.core.module',
  'worker.functions.metadata',
  'worker.functions.retry-options',
  'worker.functions.duplicate',
  'worker.functions.locked',
  'worker.functions.in-hook',
  'worker.log.hook',
);

/** A worker whose messages go into a list. */
function useWorker() {
  const logs: RpcLog[] = [];
  const worker: Worker = {
    app: createApp(),
    hostVersion: undefined,
    send: ({ rpcLog }) => rpcLog && logs.push(rpcLog),
  };
  return { worker, logs, core: createCoreModule(worker) };
}

const tool = (name: string, binding: object = {}) => ({
  name,
  bindings: { context: { type: 'mcpToolTrigger', direction: 'in', name: 'context', ...binding } },
});

test('a function is listed under its name, with its bindings whole and as the protocol has them', () => {
  const { worker, core } = useWorker();
  worker.app.entryPoint = '/app/src/greet.js';
  core.registerFunction(
    {
      name: 'greet',
      bindings: {
        context: { type: 'mcpToolTrigger', direction: 'in', dataType: 'string', toolName: 'greet' },
        $return: { type: 'http', direction: 'out', name: 'httpOutput1' },
      },
      retryOptions: {
        maxRetryCount: 2,
        retryStrategy: 'fixedDelay',
        delayInterval: { seconds: 1 },
      },
    },
    () => {},
  );
  expect(worker.app.functions['greet']?.metadata).toEqual({
    name: 'greet',
    functionId: 'greet',
    scriptFile: 'greet.js',
    directory: '/app/src',
    bindings: {
      context: { type: 'mcpToolTrigger', direction: 'in', dataType: 'string' },
      $return: { type: 'http', direction: 'out' },
    },
    rawBindings: [
      '{"type":"mcpToolTrigger","direction":"in","dataType":"string","toolName":"greet","name":"context"}',
      '{"type":"http","direction":"out","name":"$return"}',
    ],
    retryOptions: { maxRetryCount: 2, retryStrategy: 'fixed_delay', delayInterval: { seconds: 1 } },
  });
});

test('outside an entry point the file of a function is unknown', () => {
  const { worker, core } = useWorker();
  core.registerFunction(tool('late'), () => {});
  const { scriptFile, directory } = worker.app.functions['late']!.metadata;
  expect([scriptFile, directory]).toEqual(['unknown', undefined]);
});

test.each(['same', 'constructor'])('the id "%s" can be taken', (name) => {
  const { core } = useWorker();
  const register = () => core.registerFunction(tool(name), () => {});
  if (name === 'same') register();
  expect(register).toThrow(`A function with id "${name}" has already been registered.`);
});

test('a binding with an unknown direction or data type is refused', () => {
  const { core } = useWorker();
  expect(() => core.registerFunction(tool('a', { direction: 'up' }), () => {})).toThrow(
    'Unexpected value "up" for type "CoreRpcBindingDirection"',
  );
  expect(() => core.registerFunction(tool('b', { dataType: 'text' }), () => {})).toThrow(
    'Unexpected value "text" for type "CoreRpcBindingDataType"',
  );
});

test('once locked, nothing can be registered or disposed of', () => {
  const { worker, core } = useWorker();
  const first = core.registerFunction(tool('first'), () => {});
  core.registerFunction(tool('second'), () => {}).dispose();
  expect(Object.keys(worker.app.functions)).toEqual(['first']);
  worker.app.locked = true;
  expect(() => core.registerFunction(tool('third'), () => {})).toThrow(
    'A function can only be registered during app startup.',
  );
  expect(() => first.dispose()).toThrow('A function can only be disposed during app startup.');
});

test('many disposables can be disposed of as one, once', () => {
  const { core } = useWorker();
  const undo = vi.fn<() => void>();
  const all = core.Disposable.from(new core.Disposable(undo), new core.Disposable(undo));
  all.dispose();
  all.dispose();
  expect(undo).toHaveBeenCalledTimes(2);
});

test('an unknown hook is a RangeError of the system', () => {
  const { core } = useWorker();
  const register = () => core.registerHook('toString', () => {});
  expect(register).toThrow(RangeError);
  expect(register).toThrow(
    expect.objectContaining({
      message: 'Unrecognized hook "toString"',
      isAzureFunctionsSystemError: true,
    }),
  );
});

test("the host's version is known once the worker is initialised", () => {
  const { worker, core } = useWorker();
  expect(() => core.hostVersion).toThrow('Cannot access hostVersion before worker init');
  worker.hostVersion = '4.1';
  expect(core.hostVersion).toBe('4.1');
});

test('log hooks change the logs of the app, and see those of the system', () => {
  const { core, logs } = useWorker();
  const seen: string[] = [];
  core.registerHook('log', (context) => {
    const log = context as { level: string; message: string; category: string };
    seen.push(`${log.category}: ${log.message}`);
    Object.assign(log, { level: 'warning', message: 'changed' });
  });
  core.log('information', 'user', 'one');
  core.log('information', 'system', 'two');
  expect(seen).toEqual(['user: one', 'system: two']);
  expect(logs).toEqual([
    { level: 'Warning', message: 'changed', logCategory: 'User' },
    { level: 'Information', message: 'two', logCategory: 'System' },
  ]);
});

test('a log hook that throws, or assigns what it may only read, keeps no log back', () => {
  const { core, logs } = useWorker();
  core.registerHook('log', (context) => {
    Object.assign(context, { message: 'changed', category: 'system' });
  });
  core.log('error', 'user', 'kept');
  expect(logs).toEqual([{ level: 'Error', message: 'kept', logCategory: 'User' }]);
});
