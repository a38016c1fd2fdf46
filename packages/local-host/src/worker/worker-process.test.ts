import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { HostLog } from '../log/log.ts';
import { useAppFolder } from '../testing/app-folder.ts';
import { untilLogged } from '../testing/until-logged.ts';
import { compileCacheFolder } from './compile-cache.ts';
import { appFolder } from './testing/recordings.ts';
import { WorkerGoneError } from './worker-channel.ts';
import { WorkerProcess, type WorkerOptions } from './worker-process.ts';
import { verifies } from '../testing/verifies.ts';

verifies(
  'worker.invocation.concurrent',
  'worker.log.categories',
  'worker.console.levels',
  'worker.process.environment',
  'worker.process.in-flight-lost',
  'worker.terminate.hooks-exit-0',
  'worker.terminate.hook-throws',
);

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const typescriptApp = fixture('typescript-app');
const env = { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'], SETTING: 'x' };

async function useWorker(options: Partial<WorkerOptions> = {}) {
  const log = new HostLog();
  const worker = await WorkerProcess.start({ appRoot: typescriptApp, env, log, ...options });
  onTestFinished(() => worker.terminate(2000));
  let calls = 0;
  const invoke = (functionId: string, data = 'x') =>
    worker.invoke({
      invocationId: `${functionId}-${(calls += 1)}`,
      functionId,
      inputData: [{ name: 'item', data: { string: data } }],
    });
  return { worker, log, invoke };
}

/** Waits for an entry of the log. */
const logged = (log: HostLog, message: string | RegExp) =>
  untilLogged(log, (one) =>
    typeof message === 'string' ? one.message === message : message.test(one.message),
  );

describe('an app of TypeScript sources', () => {
  test('is started as it is, in its own folder and environment', async () => {
    const { worker, invoke } = await useWorker({
      env: { ...env, languageWorkers__node__arguments: '--stack-trace-limit=7' },
    });
    expect(worker.functions.map(({ name, scriptFile }) => `${name} ${scriptFile}`)).toEqual(
      ['describe', 'log', 'hold', 'release', 'exit', 'throw'].map((name) => `${name} functions.ts`),
    );
    expect(worker.capabilities['HandlesWorkerTerminateMessage']).toBe('true');
    const { returnValue } = await invoke('describe');
    expect(JSON.parse(returnValue!.json!)).toEqual({
      send: 'undefined',
      cwd: typescriptApp,
      execArgv: ['--enable-source-maps', '--stack-trace-limit=7'],
      setting: 'x',
      appFolder: typescriptApp,
    });
  });

  test('runs invocations at the same time; one that throws fails alone', async () => {
    const { invoke } = await useWorker();
    const held = [invoke('hold'), invoke('hold')];
    expect((await invoke('throw')).result).toMatchObject({
      status: 'Failure',
      exception: { message: 'refused', stackTrace: expect.stringContaining('functions.ts:') },
    });
    await invoke('release');
    const answers = await Promise.all(held);
    expect(answers.map(({ result }) => result.status)).toEqual(['Success', 'Success']);
  });

  test('logs under the name of the function, and prints to the console of the host', async () => {
    const { log, invoke } = await useWorker();
    await invoke('log', 'it');
    expect(await logged(log, 'logged it')).toMatchObject({
      level: 'warning',
      category: 'Function.log.User',
    });
    expect(await logged(log, 'printed')).toMatchObject({
      level: 'information',
      category: 'Host.Function.Console',
    });
  });

  test('can be debugged on loopback', async () => {
    const { log } = await useWorker({ inspectPort: 0 });
    const { message } = await logged(log, /^Debugger listening/);
    expect(message).toMatch(/ ws:\/\/127\.0\.0\.1:\d+\//);
  });
});

describe('the end of a worker', () => {
  test('rejects what is under way and what comes later, and is logged', async () => {
    const { worker, log, invoke } = await useWorker();
    const held = invoke('hold');
    const exit = invoke('exit');
    await expect(held).rejects.toThrow('node exited with code 7 (0x7)');
    await expect(exit).rejects.toThrow(WorkerGoneError);
    await expect(invoke('describe')).rejects.toThrow('node exited with code 7 (0x7)');
    expect(await worker.exited).toMatchObject({ code: 7, signal: null });
    const entry = await logged(log, /^Language Worker Process exited\. Pid=\d+\.\nnode exited/);
    expect(entry).toMatchObject({ level: 'error', category: 'Worker' });
  });

  test('is asked for, and comes after the appTerminate hooks', async () => {
    const { worker, log } = await useWorker();
    await worker.terminate(20_000);
    expect(await worker.exited).toEqual({ code: 0, signal: null });
    await logged(log, 'terminating');
    expect(log.entries.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('can wait until invocations under way are answered', async () => {
    const { worker, invoke } = await useWorker();
    let drained = false;
    const held = invoke('hold');
    const draining = worker.drain(20_000).then(() => (drained = true));
    await invoke('describe');
    expect(drained).toBe(false);
    await invoke('release');
    await draining;
    expect((await held).result.status).toBe('Success');
  });

  test('is forced where an appTerminate hook throws', async () => {
    const { worker, log } = await useWorker({
      appRoot: appFolder('app-http/cases/terminate-hook-throws'),
    });
    await worker.terminate(100);
    expect(await worker.exited).toMatchObject({ signal: 'SIGKILL' });
    await logged(log, /did not end within 100 ms/);
  });

  test('comes with that of the host, however the host ends', async () => {
    const { host, worker } = await useHostProcess('');
    host.kill('SIGKILL');
    expect(await once(worker, 'close')).toHaveLength(1);
  });

  test('comes with that of a host that exits, even for a worker in an endless loop', async () => {
    const { host, worker } = await useHostProcess('for (;;) {}');
    host.stdin.end();
    expect(await once(worker, 'close')).toHaveLength(1);
  });

  test.skipIf(process.platform === 'win32')(
    'does not come with the signals that a terminal sends to all of its processes',
    async () => {
      const { worker, invoke } = await useWorker();
      process.kill(worker.pid!, 'SIGINT');
      process.kill(worker.pid!, 'SIGHUP');
      expect((await invoke('describe')).result.status).toBe('Success');
    },
  );
});

describe('a start that is not wanted any more', () => {
  const hanging = {
    'package.json': { main: 'main.mjs' },
    'main.mjs': `console.log('hangs in ' + process.pid); await new Promise(() => setInterval(() => {}, 1000));`,
  };

  test('is given up at once, with the reason', async () => {
    const appRoot = await useAppFolder(hanging);
    const log = new HostLog();
    const stop = new AbortController();
    const start = WorkerProcess.start({ appRoot, env, log, signal: stop.signal });
    start.catch(() => {});
    const { message } = await logged(log, /^hangs in/);
    stop.abort(new Error('stopped'));
    await expect(start).rejects.toThrow('stopped');
    expect(() => process.kill(Number(message.split(' ')[2]), 0)).toThrow('ESRCH');
  });

  test('is not begun', async () => {
    const signal = AbortSignal.abort(new Error('stopped'));
    await expect(useWorker({ appRoot: '/no/such/folder', signal })).rejects.toThrow('stopped');
  });
});

/**
 * A host in a process of its own, and the connection that its worker holds. The worker runs `then` once it has sent
 * its process id.
 */
async function useHostProcess(then: string) {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const appRoot = await useAppFolder({
    'package.json': { main: 'main.cjs' },
    'main.cjs': `
      const socket = require('node:net').connect(${port}, '127.0.0.1');
      socket.on('connect', () => socket.write(String(process.pid), () => { ${then} }));`,
  });
  const host = spawn(process.execPath, [fixture('host/host.ts'), appRoot], {
    env: { ...env, NODE_COMPILE_CACHE: compileCacheFolder },
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  onTestFinished(() => void host.kill('SIGKILL'));
  const [worker] = (await once(server, 'connection')) as [Socket];
  worker.on('error', () => {});
  const [pid] = (await once(worker, 'data')) as [Buffer];
  let open = true;
  worker.once('close', () => (open = false));
  onTestFinished(() => {
    if (open) process.kill(Number(pid.toString()), 'SIGKILL');
  });
  return { host, worker };
}
