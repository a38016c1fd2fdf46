import { expect, onTestFinished, test } from 'vitest';
import {
  startApp,
  type TestApp,
  makeContext,
  script,
  type RunningApp,
} from './testing/temporary-app.ts';
import { untilLogged } from '../testing/until-logged.ts';
import type { HostLog } from '../log/log.ts';
import { startCustomHandlerApp } from './custom-handler-app.ts';
import { findHandlerPort } from './handler-port.ts';
import { notListening } from './handler-errors.ts';
import { type CustomHandlerOptions, readCustomHandlerOptions } from './options.ts';
import { HandlerSupervisor } from './supervisor.ts';
import { verifies } from '../testing/verifies.ts';

verifies(
  'custom-handler.readiness-timeout',
  'custom-handler.start-fails-at-once',
  'custom-handler.exit-0',
  'custom-handler.exit-200',
  'custom-handler.exit-error',
  'custom-handler.third-error',
  'custom-handler.in-flight-crash',
);

async function pidOf({ url }: RunningApp): Promise<number> {
  const answer = await fetch(`${url}/pid`);
  expect(answer.status).toBe(200);
  return Number(await answer.text());
}

/** Lets the handler end with this code; resolves with the status of the request that made it. */
async function exit({ url }: RunningApp, code: number): Promise<number> {
  const answer = await fetch(`${url}/exit?code=${code}`, { method: 'POST', body: 'x' });
  expect(await answer.text()).toBe('');
  return answer.status;
}

function messages({ log }: RunningApp, level: string): string[] {
  return log.entries.filter((entry) => entry.level === level).map(({ message }) => message);
}

/** A supervisor alone, whose handler may take `timeout` milliseconds for each start but the first. */
async function supervise(app: TestApp, timeout: number) {
  const context = await makeContext(app);
  const options = { ...readCustomHandlerOptions(context.hostJson, context.env)! };
  const port = await findHandlerPort(options);
  const supervisor = new HandlerSupervisor({ ...context, options, port });
  onTestFinished(() => supervisor.dispose());
  await supervisor.start();
  Object.assign(options, { initializationTimeout: timeout });
  return { supervisor, log: context.log };
}

/** Lets the handler of a supervisor end with this code. */
async function end({ current }: HandlerSupervisor, code: number): Promise<void> {
  await fetch(`http://127.0.0.1:${current!.port}/exit?code=${code}`).catch(() => undefined);
  await current!.ended;
}

/** The process that has written that it hangs. */
async function hangingIn(log: HostLog): Promise<number> {
  const { message } = await untilLogged(log, (entry) => entry.message.startsWith('hangs in '));
  return Number(message.slice('hangs in '.length));
}

async function failureOf(app: TestApp): Promise<unknown> {
  const context = await makeContext(app);
  return startCustomHandlerApp(context).then(
    () => undefined,
    (error: unknown) => error,
  );
}

test('after an error the handler is restarted on the same port, and requests wait for it', async () => {
  const app = await startApp();
  const before = await pidOf(app);
  expect(await exit(app, 7)).toBe(500);
  const after = await pidOf(app);
  expect(after).not.toBe(before);
  const entry = app.log.entries.find(({ message }) =>
    message.startsWith('Language Worker Process exited.'),
  );
  expect(entry).toMatchObject({ level: 'error', category: 'HttpFunctionInvocationDispatcher' });
  expect(entry?.message.split('\n')).toEqual([
    `Language Worker Process exited. Pid=${before}.`,
    `${process.execPath} exited with code 7 (0x7)`,
    'about to exit',
  ]);
});

test('a request that crashes the handler is not sent again, even on a connection used before', async () => {
  const app = await startApp();
  await pidOf(app);
  expect(await exit(app, 9)).toBe(500);
  await pidOf(app);
  const exits = app.log.entries.filter(({ message }) => message === 'about to exit');
  expect(exits).toHaveLength(1);
});

test('the third error ends the host, and requests are refused', async () => {
  const app = await startApp();
  for (const code of [1, 2, 3]) {
    expect(await exit(app, code)).toBe(500);
    if (code < 3) await pidOf(app);
  }
  expect(await app.runtime.failed).toMatchObject({
    code: 'HANDLER_EXITED',
    message: expect.stringContaining('about to exit'),
  });
  expect(messages(app, 'error')).toContain(
    'Exceeded http worker restart retry count. Shutting down Functions Host',
  );
  expect((await fetch(`${app.url}/pid`)).status).toBe(500);
});

test('errors that are half an hour apart do not add up', async () => {
  let now = 0;
  const app = await startApp({}, { now: () => now });
  for (const code of [1, 2, 3]) {
    await exit(app, code);
    expect(await pidOf(app)).toBeGreaterThan(0);
    now += 30 * 60_000 + 1;
  }
});

test('exit code 200 restarts the handler and is not counted', async () => {
  const app = await startApp();
  let before = await pidOf(app);
  for (let i = 0; i < 3; i += 1) {
    expect(await exit(app, 200)).toBe(500);
    const after = await pidOf(app);
    expect(after).not.toBe(before);
    before = after;
  }
  expect(messages(app, 'information')).toContain(
    'Language Worker Process exited and needs to be restarted.',
  );
});

test('after exit code 0 nothing is started: requests wait, and the log says so', async () => {
  const { supervisor, log } = await supervise({}, 20_000);
  await end(supervisor, 0);
  const { level } = await untilLogged(log, ({ message }) =>
    message.includes('exited with code 0 (0x0)'),
  );
  expect(level).toBe('warning');
  expect(supervisor.current).toBeUndefined();
  const waiting = supervisor.untilCallable();
  expect(await Promise.race([waiting, Promise.resolve('waits')])).toBe('waits');
  await supervisor.dispose();
  expect(await waiting).toBe(false);
});

test('a restart that hangs is given up when the host stops', async () => {
  const { supervisor, log } = await supervise(
    script(`
      const { existsSync, writeFileSync } = require('node:fs');
      const { createServer } = require('node:http');
      if (existsSync('started')) {
        console.log('hangs in ' + process.pid);
        setInterval(() => {}, 1000);
      } else createServer((request, response) => {
        if (request.url.startsWith('/exit')) { writeFileSync('started', ''); process.exit(1); }
        response.end();
      }).listen(Number(process.env.FUNCTIONS_CUSTOMHANDLER_PORT), '127.0.0.1');`),
    20_000,
  );
  await end(supervisor, 1);
  const pid = await hangingIn(log);
  const waiting = supervisor.untilCallable();
  await supervisor.dispose();
  expect(await waiting).toBe(false);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('a first start is given up when its signal aborts', async () => {
  const context = await makeContext(
    script(`console.log('hangs in ' + process.pid); setInterval(() => {}, 1000)`),
  );
  const stop = new AbortController();
  const start = startCustomHandlerApp({ ...context, signal: stop.signal });
  const pid = await hangingIn(context.log);
  stop.abort(new Error('stopped'));
  await expect(start).rejects.toThrow('stopped');
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('nothing is started when the signal has aborted before', async () => {
  const context = await makeContext(script(`console.log('hangs in ' + process.pid)`));
  const signal = AbortSignal.abort(new Error('stopped'));
  await expect(startCustomHandlerApp({ ...context, signal })).rejects.toThrow('stopped');
  expect(context.log.entries.filter(({ message }) => message.startsWith('hangs'))).toEqual([]);
});

test('requests that wait too long end the host', async () => {
  const { supervisor } = await supervise({}, 50);
  await end(supervisor, 0);
  expect(supervisor.current).toBeUndefined();
  expect(await supervisor.untilCallable()).toBe(false);
  expect(await supervisor.failed).toMatchObject({
    code: 'HANDLER_EXITED',
    message: expect.stringContaining('Initialization timed out'),
  });
});

test('a handler that fails at its restarts ends the host', async () => {
  const app = await startApp(
    script(`
      const { existsSync, writeFileSync } = require('node:fs');
      const { createServer } = require('node:http');
      if (existsSync('started')) throw new Error('second start');
      writeFileSync('started', '');
      createServer((request, response) => {
        if (request.url === '/exit?code=1') process.exit(1);
        response.end();
      }).listen(Number(process.env.FUNCTIONS_CUSTOMHANDLER_PORT), '127.0.0.1');`),
  );
  expect(await exit(app, 1)).toBe(500);
  const error = await app.runtime.failed;
  expect(error.message).toContain('Error: second start');
});

test('a handler that does not come back in time counts as an error', async () => {
  const { supervisor, log } = await supervise(
    script(`
      const { existsSync, writeFileSync } = require('node:fs');
      const { createServer } = require('node:http');
      if (existsSync('started')) setInterval(() => {}, 1000);
      else createServer((request, response) => {
        if (request.url.startsWith('/exit')) { writeFileSync('started', ''); process.exit(1); }
        response.end();
      }).listen(Number(process.env.FUNCTIONS_CUSTOMHANDLER_PORT), '127.0.0.1');`),
    150,
  );
  await end(supervisor, 1);
  await supervisor.failed;
  const timeouts = log.entries.filter(({ message }) =>
    message.startsWith('Failed to start http worker process.'),
  );
  expect(timeouts).toHaveLength(2);
});

test('a handler that ends before it listens is an error with its last lines', async () => {
  expect(await failureOf(script(`throw new Error('cannot find my module')`))).toMatchObject({
    code: 'HANDLER_EXITED',
    message: expect.stringMatching(
      /exited with code 1 \(0x1\)[^]*host\.json[^]*cannot find my module/,
    ),
  });
});

test('a handler that is done before it listens is an error too', async () => {
  expect(await failureOf(script(''))).toMatchObject({
    code: 'HANDLER_EXITED',
    message: expect.stringContaining('exited with code 0 (0x0) before it listened'),
    hint: expect.stringContaining('arguments'),
  });
});

test('a handler that does not listen is an error that says where to listen', async () => {
  const idle = script('setInterval(() => {}, 1000)', { initializationTimeout: '00:00:00.2' });
  expect(await failureOf(idle)).toMatchObject({
    code: 'HANDLER_NOT_LISTENING',
    message: expect.stringMatching(/^Initializing HttpWorker timed out\..* port \d+ .*host\.json/),
    hint: expect.stringContaining('FUNCTIONS_CUSTOMHANDLER_PORT'),
  });
});

test('the error of a handler that does not listen quotes its last lines', () => {
  const options = { initializationTimeout: 30_000, file: 'host.json' } as CustomHandlerOptions;
  const facts = { options, executable: 'node', port: 3000, lastErrors: ['one', 'two'] };
  expect(notListening(facts).message).toBe(
    'Initializing HttpWorker timed out. node did not answer on port 3000 within 30 s (host.json).\n' +
      'Its last error output:\n  one\n  two',
  );
});

test('a handler that asks for a restart while it starts gets it', async () => {
  const app = await startApp(
    script(`
      const { existsSync, writeFileSync } = require('node:fs');
      const { createServer } = require('node:http');
      if (!existsSync('started')) { writeFileSync('started', ''); process.exit(200); }
      createServer((_, response) => response.end(String(process.pid)))
        .listen(Number(process.env.FUNCTIONS_CUSTOMHANDLER_PORT), '127.0.0.1');`),
  );
  expect(await pidOf(app)).toBeGreaterThan(0);
});

test('an executable that does not exist is an error with its name', async () => {
  const description = { defaultExecutablePath: 'no-such-thing' };
  expect(await failureOf({ customHandler: { description } })).toMatchObject({
    code: 'HANDLER_MISSING',
    message: expect.stringContaining(
      'Failed to start Worker Channel. Process fileName: no-such-thing',
    ),
    hint: expect.stringContaining('host.json'),
  });
});

test('a working directory that does not exist is an error of its own', async () => {
  const description = { defaultExecutablePath: process.execPath, workingDirectory: 'no/folder' };
  expect(await failureOf({ customHandler: { description } })).toMatchObject({
    code: 'HANDLER_MISSING',
    message: expect.stringMatching(/there is no folder .*no.folder\)$/),
    hint: expect.stringContaining('"customHandler.description.workingDirectory"'),
  });
});
