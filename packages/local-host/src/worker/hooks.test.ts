import { expect, onTestFinished, test } from 'vitest';
import { HostLog } from '../log/log.ts';
import { useAppFolder } from '../testing/app-folder.ts';
import { verifies } from '../testing/verifies.ts';
import { WorkerProcess } from './worker-process.ts';

/** Hooks that the recorded worker does not know, or that the recordings show only from inside. */

verifies('worker.log.hook', 'worker.invocation.hooks', 'worker.terminate.hooks-exit-0');

const env = { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'] };

async function useWorker(source: string) {
  const appRoot = await useAppFolder({
    'package.json': { main: 'main.cjs' },
    'main.cjs': `
      const { app } = require('@azure/functions');
      ${source}
      app.generic('greet', { trigger: { type: 'someTrigger', name: 'item' },
        handler: (item, context) => { context.log('handled', item); return item; } });`,
  });
  const log = new HostLog();
  const worker = await WorkerProcess.start({ appRoot, env, log });
  onTestFinished(() => worker.terminate(2000));
  const invoke = (invocationId: string) =>
    worker.invoke({
      invocationId,
      functionId: 'greet',
      inputData: [{ name: 'item', data: { string: 'it' } }],
    });
  const ofCategory = (wanted: string) =>
    log.entries
      .filter(({ category }) => category === wanted)
      .map(({ level, message }) => `${level} ${message}`);
  return { worker, invoke, ofCategory };
}

const userCategory = 'Function.greet.User';
const consoleCategory = 'Host.Function.Console';

test('a log hook knows the invocation, and changes what the app logs', async () => {
  const { invoke, ofCategory } = await useWorker(`
    app.hook.log((context) => {
      if (context.category !== 'user') return;
      const { functionName, invocationId } = context.invocationContext;
      context.message = [functionName, invocationId, context.level, context.message].join(' ');
      context.level = 'error';
    });`);
  await invoke('one');
  await expect
    .poll(() => ofCategory(userCategory))
    .toEqual(['error greet one information handled it']);
});

test('a log hook that throws keeps no log back', async () => {
  const { invoke, ofCategory } = await useWorker(
    `app.hook.log(() => { throw new Error('log hook failed'); });`,
  );
  expect((await invoke('one')).result.status).toBe('Success');
  await expect.poll(() => ofCategory(userCategory)).toEqual(['information handled it']);
});

test('hooks share data from start to end, and from before to after an invocation', async () => {
  const { worker, invoke, ofCategory } = await useWorker(`
    app.hook.appStart((context) => { context.hookData.started = true; });
    app.hook.preInvocation((context) => { context.hookData.before = context.invocationContext.invocationId; });
    app.hook.postInvocation((context) => console.log('after', context.hookData, context.appHookData));
    app.hook.appTerminate((context) => console.log('end', context.hookData));`);
  await invoke('one');
  await invoke('two');
  await worker.terminate(20_000);
  expect(await worker.exited).toEqual({ code: 0, signal: null });
  expect(ofCategory(consoleCategory)).toEqual([
    "information after { before: 'one' } undefined",
    "information after { before: 'two' } undefined",
    'information end { started: true }',
  ]);
});
