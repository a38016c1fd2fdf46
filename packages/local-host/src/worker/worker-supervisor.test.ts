import { expect, onTestFinished, test } from 'vitest';
import { messageOf } from '../errors.ts';
import { HostLog } from '../log/log.ts';
import { readHostJson } from '../settings/host-json.ts';
import { useAppFolder } from '../testing/app-folder.ts';
import { untilLogged } from '../testing/until-logged.ts';
import { KeyStore } from '../platform/key-store.ts';
import { verifies } from '../testing/verifies.ts';
import { type SupervisorOverrides, WorkerSupervisor } from './worker-supervisor.ts';

verifies('host.worker-restart', 'worker.timeout', 'worker.timeout.others-wait');

const functions = `
  const { app, trigger } = require('@azure/functions');
  const register = (name, handler) =>
    app.generic(name, { trigger: trigger.generic({ type: 'customTrigger', name: 'item' }), handler });
  register('answer', () => 'x');
  register('exit', () => process.exit(7));
  register('hang', () => new Promise(() => {}));`;

/** A supervisor of an app that loads `before` as a module first. */
async function supervise(overrides: SupervisorOverrides = {}, before = '') {
  const appRoot = await useAppFolder({
    'host.json': { version: '2.0' },
    'package.json': { main: '{before.mjs,main.cjs}' },
    'before.mjs': before,
    'main.cjs': functions,
  });
  const env = { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'] };
  const log = new HostLog();
  const hostJson = await readHostJson(appRoot, env);
  const context = { appRoot, env, log, hostJson, keys: new KeyStore() };
  const supervisor = await WorkerSupervisor.start(context, overrides);
  onTestFinished(() => supervisor.dispose(0));
  let calls = 0;
  const invoke = async (functionId: string) => {
    const invocationId = String((calls += 1));
    return (await supervisor.invoke({ functionId, invocationId })).result.status;
  };
  return {
    supervisor,
    log,
    invoke,
    /** Lets the worker end with code 7. */
    die: () => expect(invoke('exit')).rejects.toThrow('node exited with code 7 (0x7)'),
    restarts: () =>
      log.entries.filter(({ message }) => message === 'Restarting the language worker process.')
        .length,
  };
}

test('a worker that dies is replaced at once, then after 10 s, and the third time the host gives up', async () => {
  const waits: number[] = [];
  const waited = Promise.withResolvers<void>();
  const delay = (milliseconds: number) => {
    waits.push(milliseconds);
    return waited.promise;
  };
  const { supervisor, invoke, die, restarts } = await supervise({ now: () => 0, delay });

  await die();
  expect(await invoke('answer')).toBe('Success');
  expect([restarts(), waits]).toEqual([1, []]);

  await die();
  const waiting = invoke('answer');
  expect([restarts(), waits]).toEqual([1, [10_000]]);
  waited.resolve();
  expect(await waiting).toBe('Success');
  expect(restarts()).toBe(2);

  await die();
  const message =
    'Exceeded language worker restart retry count for runtime:node. Shutting down and proactively recycling the Functions Host to recover';
  expect(await supervisor.failed).toMatchObject({ code: 'WORKER_EXITED', message });
  await expect(invoke('answer')).rejects.toThrow(message);
  expect([restarts(), waits]).toEqual([2, [10_000]]);
});

test('deaths that are half an hour apart do not add up', async () => {
  let now = 0;
  const delay = () => Promise.reject(new Error('nothing is to be waited for'));
  const { invoke, die, restarts } = await supervise({ now: () => now, delay });
  await die();
  expect(await invoke('answer')).toBe('Success');
  now += 30 * 60_000 + 1;
  await die();
  expect(await invoke('answer')).toBe('Success');
  expect(restarts()).toBe(2);
});

test('the current worker is the one that replaced a dead one, waited for', async () => {
  const { supervisor, die } = await supervise();
  const first = await supervisor.current();
  expect((await first.invoke({ functionId: 'answer', invocationId: 'a' })).result.status).toBe(
    'Success',
  );
  await die();
  const second = await supervisor.current();
  expect(second.pid).not.toBe(first.pid);
  expect((await second.invoke({ functionId: 'answer', invocationId: 'b' })).result.status).toBe(
    'Success',
  );
});

test('a worker in which a function hangs can be replaced as often as need be; its other calls are lost', async () => {
  const delay = () => Promise.reject(new Error('nothing is to be waited for'));
  const { supervisor, log, invoke } = await supervise({ delay }, `console.log('a worker');`);
  for (let times = 0; times < 3; times += 1) {
    const worker = await supervisor.current();
    const hanging = invoke('hang').catch(messageOf);
    await Promise.all([supervisor.restart(worker), supervisor.restart(worker)]);
    expect(await hanging).toBe('node exited with code 0 (0x0)');
    expect((await supervisor.current()).pid).not.toBe(worker.pid);
    expect(await invoke('answer')).toBe('Success');
  }
  expect(log.entries.filter(({ message }) => message === 'a worker')).toHaveLength(4);
  expect(log.entries.filter(({ level }) => level === 'error')).toEqual([]);
});

test('a worker that was replaced already is not replaced again', async () => {
  const { supervisor, die } = await supervise();
  const dead = await supervisor.current();
  await die();
  const { pid } = await supervisor.current();
  await supervisor.restart(dead);
  expect((await supervisor.current()).pid).toBe(pid);
});

test('a host that stops does not wait for the restart', async () => {
  const { supervisor, invoke, die, restarts } = await supervise();
  await die();
  await invoke('answer');
  await die();
  const waiting = invoke('answer').catch(messageOf);
  await supervisor.dispose(0);
  expect(await waiting).toBe('The host is stopping.');
  expect(restarts()).toBe(1);
  expect(await Promise.race([supervisor.failed, Promise.resolve('goes on')])).toBe('goes on');
});

test('a host that stops gives up a restart that hangs', async () => {
  const { supervisor, log, invoke, die } = await supervise(
    {},
    `import { existsSync, writeFileSync } from 'node:fs';
    if (existsSync('started')) {
      console.log('hangs in ' + process.pid);
      await new Promise(() => setInterval(() => {}, 1000));
    }
    writeFileSync('started', '');`,
  );
  await die();
  const waiting = invoke('answer').catch(messageOf);
  const hangs = await untilLogged(log, ({ message }) => message.startsWith('hangs in '));
  const pid = Number(hangs.message.slice('hangs in '.length));
  await supervisor.dispose(0);
  expect(await waiting).toBe('The host is stopping.');
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('the end that the host asked for is no death', async () => {
  const { supervisor, log, restarts } = await supervise();
  await supervisor.dispose(20_000);
  expect(restarts()).toBe(0);
  expect(log.entries.filter(({ level }) => level === 'error')).toEqual([]);
});
