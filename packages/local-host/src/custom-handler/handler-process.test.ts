import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import {
  HandlerProcess,
  handlerEnvironment,
  type HandlerLaunch,
  resolveExecutable,
} from './handler-process.ts';
import { findHandlerPort } from './handler-port.ts';
import { makeContext, makeFolder, script, type TestApp } from './testing/temporary-app.ts';
import { untilLogged } from '../testing/until-logged.ts';
import { readCustomHandlerOptions } from './options.ts';
import { verifies } from '../testing/verifies.ts';

verifies(
  'custom-handler.executable',
  'custom-handler.environment',
  'custom-handler.working-directory',
  'custom-handler.readiness',
  'custom-handler.console',
  'custom-handler.stop',
);

async function launch(app: TestApp = {}): Promise<HandlerLaunch> {
  const context = await makeContext(app);
  const options = readCustomHandlerOptions(context.hostJson, context.env)!;
  return { ...context, options, port: await findHandlerPort(options) };
}

async function start(
  app: TestApp = {},
): Promise<{ handler: HandlerProcess; launched: HandlerLaunch }> {
  const launched = await launch(app);
  const handler = new HandlerProcess(launched);
  onTestFinished(() => handler.dispose());
  return { handler, launched };
}

const idle = script('setInterval(() => {}, 1000)');

/** A program that connects to a port of the test and stays connected as long as it runs. */
function connectTo(port: number): string {
  return `import('node:net').then(({ connect }) => connect(${port}, '127.0.0.1').on('error', () => {}))`;
}

/** A server that says nothing, and tells of its connections. */
async function listenFor(port = 0) {
  const { promise: first, resolve } = Promise.withResolvers<{ closed: Promise<unknown> }>();
  const connections: Socket[] = [];
  const server = createTcpServer((socket) => {
    connections.push(socket);
    socket.on('error', () => undefined).resume();
    resolve({ closed: new Promise((done) => socket.once('close', done)) });
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  onTestFinished(() => {
    for (const socket of connections) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, connections, first };
}

interface Environment {
  readonly env: Record<string, string>;
  readonly cwd: string;
  readonly argv: string[];
}

async function environmentOf({ port }: HandlerProcess): Promise<Environment> {
  const answer = await fetch(`http://127.0.0.1:${port}/environment`);
  return (await answer.json()) as Environment;
}

test('the handler gets its port and its id twice, the app root, and all settings', async () => {
  const { handler, launched } = await start({ env: { MY_SETTING: 'x' } });
  expect(await handler.untilListening(20_000)).toBe('listening');
  const { env, cwd } = await environmentOf(handler);
  expect(env).toMatchObject({
    FUNCTIONS_HTTPWORKER_PORT: String(handler.port),
    FUNCTIONS_CUSTOMHANDLER_PORT: String(handler.port),
    FUNCTIONS_HTTPWORKER_ID: handler.workerId,
    FUNCTIONS_CUSTOMHANDLER_WORKER_ID: handler.workerId,
    FUNCTIONS_APP_ROOT_PATH: launched.appRoot,
    MY_SETTING: 'x',
  });
  expect(cwd).toBe(launched.appRoot);
});

test('the working directory is below the app root, and arguments may name the port', async () => {
  const port = '%FUNCTIONS_CUSTOMHANDLER_PORT%';
  const handlerText = `
    const { createServer } = require('node:http');
    const answer = JSON.stringify({ cwd: process.cwd(), argv: process.argv.slice(2) });
    createServer((_, response) => response.end(answer)).listen(Number(process.argv[2]), '127.0.0.1');`;
  const { handler, launched } = await start({
    files: { 'sub/handler.cjs': handlerText },
    customHandler: {
      description: {
        defaultExecutablePath: process.execPath,
        arguments: ['handler.cjs', port, '%UNSET%'],
        workingDirectory: 'sub',
      },
    },
  });
  expect(await handler.untilListening(20_000)).toBe('listening');
  const { cwd, argv } = await environmentOf(handler);
  expect(cwd).toBe(join(launched.appRoot, 'sub'));
  expect(argv).toEqual([String(handler.port)]);
});

test('the lines of its console go into the log, each with its level', async () => {
  const { handler, launched } = await start(
    script(`
      console.log('hello stdout');
      console.error('hello stderr');
      console.error('a warning on stderr');
      console.log('LanguageWorkerConsoleLogsys line');`),
  );
  expect(await handler.ended).toMatchObject({ code: 0 });
  const entries = launched.log.entries.map(
    ({ level, category, message }) => `${level} ${category} ${message}`,
  );
  // The two streams are read each on its own.
  expect(new Set(entries)).toEqual(
    new Set([
      'information Host.Function.Console hello stdout',
      'error Host.Function.Console hello stderr',
      'warning Host.Function.Console a warning on stderr',
      `information Worker.HttpWorkerProcess.${handler.workerId} sys line`,
    ]),
  );
  expect(handler.lastErrors).toEqual(['hello stderr', 'a warning on stderr']);
});

test('readiness is one GET / with a Host header only, after refused connections; 404 will do', async () => {
  const requests: unknown[] = [];
  const { handler } = await start(idle);
  const waiting = handler.untilListening(20_000);
  const server = createServer(({ method, url, rawHeaders }, response) => {
    requests.push({ method, url, rawHeaders });
    response.writeHead(404).end();
  });
  onTestFinished(() => void server.close());
  // In the place of the handler, later than the first attempts.
  setTimeout(() => server.listen(handler.port, '127.0.0.1'), 100);
  expect(await waiting).toBe('listening');
  expect(requests).toEqual([
    { method: 'GET', url: '/', rawHeaders: ['Host', `127.0.0.1:${handler.port}`] },
  ]);
});

test('a handler that answers with anything but HTTP, or with nothing, listens too', async () => {
  for (const answer of ['no HTTP', '']) {
    const { handler } = await start(idle);
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined).once('data', () => socket.end(answer));
    });
    onTestFinished(() => void server.close());
    server.listen(handler.port, '127.0.0.1');
    expect(await handler.untilListening(20_000)).toBe('listening');
  }
});

test('a handler with a port of its own knows that it is not started beside another', async () => {
  const { handler } = await start();
  const own = await launch();
  const environment = (port?: number): NodeJS.ProcessEnv =>
    handlerEnvironment(
      { ...own, env: {}, options: { ...own.options, ...(port !== undefined && { port }) } },
      handler.executable,
      'id',
    );
  expect(environment(3000)).toHaveProperty('AzureFunctionsJobHost__SequentialRestart', 'true');
  expect(environment()).not.toHaveProperty('AzureFunctionsJobHost__SequentialRestart');
});

test('a handler that does not listen is waited for only so long', async () => {
  const { handler } = await start(idle);
  expect(await handler.untilListening(150)).toBe('timeout');
});

test('a handler that takes connections and says nothing is waited for only so long', async () => {
  const { handler } = await start(idle);
  const { connections } = await listenFor(handler.port);
  expect(await handler.untilListening(150)).toBe('timeout');
  await expect.poll(() => connections.length).toBe(1);
});

test('a handler that ends is not waited for', async () => {
  const { handler } = await start(script(`console.error('no such thing'); process.exitCode = 7;`));
  expect(await handler.untilListening(20_000)).toMatchObject({ code: 7 });
  expect(handler.lastErrors).toEqual(['no such thing']);
});

test.each(['no-such-thing', 'not-executable.txt'])('%s cannot be started', async (name) => {
  const { handler } = await start({
    customHandler: { description: { defaultExecutablePath: name } },
    files: { 'not-executable.txt': 'x' },
  });
  expect(await handler.untilListening(20_000)).toEqual({ cannotStart: expect.any(Error) });
});

test('the executable is a file of the app if there is one, else left to the PATH', async () => {
  const folder = await makeFolder({ 'bin/run': '', 'dir/x': '' });
  expect(resolveExecutable('bin/run', folder)).toBe(join(folder, 'bin', 'run'));
  expect(resolveExecutable('dir', folder)).toBe('dir');
  expect(resolveExecutable('node', folder)).toBe('node');
  expect(resolveExecutable(process.execPath, folder)).toBe(process.execPath);
});

test('a program on the PATH of the app is found', async () => {
  const { handler } = await start({
    ...script('process.exitCode = 3;'),
    customHandler: { description: { defaultExecutablePath: 'node', arguments: ['handler.cjs'] } },
    env: { PATH: dirname(process.execPath) },
  });
  expect(await handler.ended).toMatchObject({ code: 3 });
});

test('a debugger port reaches Node, and Node only, through its environment', async () => {
  const launched = {
    ...(await launch({ env: { NODE_OPTIONS: '--no-warnings' } })),
    inspectPort: 9229,
  };
  expect(handlerEnvironment(launched, '/usr/bin/node', 'id')['NODE_OPTIONS']).toBe(
    '--no-warnings --inspect=127.0.0.1:9229',
  );
  expect(handlerEnvironment(launched, 'python3', 'id')['NODE_OPTIONS']).toBe('--no-warnings');
});

test('Node with a debugger port listens for a debugger', async () => {
  const launched = { ...(await launch()), inspectPort: 0 };
  const handler = new HandlerProcess(launched);
  onTestFinished(() => handler.dispose());
  const { message } = await untilLogged(launched.log, (entry) =>
    entry.message.includes('Debugger'),
  );
  expect(message).toMatch(/^Debugger listening on ws:\/\/127\.0\.0\.1:\d+\//);
});

test('a handler that does not end when it is asked to is killed', async () => {
  const { handler, launched } = await start({ env: { IGNORE_SIGTERM: '1' } });
  await handler.untilListening(20_000);
  await handler.dispose();
  expect(await handler.ended).toMatchObject({ code: process.platform === 'win32' ? 143 : 137 });
  const said = launched.log.entries.map(({ message }) => message);
  expect(said.includes('ignored SIGTERM')).toBe(process.platform !== 'win32');
});

test.skipIf(process.platform === 'win32')('what the handler started ends with it', async () => {
  const server = await listenFor();
  const { handler } = await start(
    script(`
      const { spawn } = require('node:child_process');
      spawn(process.execPath, ['-e', ${JSON.stringify(connectTo(server.port))}]);
      setInterval(() => {}, 1000);`),
  );
  const child = await server.first;
  await handler.dispose();
  await child.closed;
  expect(await handler.ended).toMatchObject({ code: 143 });
});

test('the handler does not outlive a host that exits without ending it', async () => {
  const server = await listenFor();
  const { appRoot } = await makeContext(script(connectTo(server.port)));
  const file = fileURLToPath(new URL('testing/careless-host.ts', import.meta.url));
  const host = spawn(process.execPath, [file, appRoot], { stdio: ['pipe', 'ignore', 'inherit'] });
  const handler = await server.first;
  host.stdin.end();
  expect(await once(host, 'exit')).toEqual([5, null]);
  await handler.closed;
});
