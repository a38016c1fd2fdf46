import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { HostLog } from '../log/log.ts';
import { useAppFolder } from '../testing/app-folder.ts';
import { verifies } from '../testing/verifies.ts';
import { WorkerProcess } from './worker-process.ts';

verifies('worker.init.http-stream', 'worker.init.http-stream-loopback');

const env = { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'] };

async function useWorker(setup: string): Promise<WorkerProcess> {
  const appRoot = await useAppFolder({
    'package.json': { main: 'main.cjs' },
    'main.cjs': `
      const { app } = require('@azure/functions');
      ${setup}
      app.post('echo', async (request) => ({ status: 201, body: request.body }));`,
  });
  const worker = await WorkerProcess.start({ appRoot, env, log: new HostLog() });
  onTestFinished(() => worker.terminate(2000));
  return worker;
}

test('a request that goes to the address of the worker belongs to the invocation that it names', async () => {
  const { worker, uri } = await useStreams();
  const invoked = worker.invoke({
    invocationId: 'one',
    functionId: 'echo',
    inputData: [trigger(worker)],
  });
  const headers = {
    'x-ms-invocation-id': 'one',
    'x-forwarded-host': 'localhost:7071',
    'x-forwarded-proto': 'http',
  };
  const sent = request(uri, { method: 'POST', headers });
  sent.write('first');
  const [response] = await once(sent, 'response');
  expect(response.statusCode).toBe(201);
  // The answer streams while the request does.
  expect(String((await once(response, 'data'))[0])).toBe('first');
  sent.end('second');
  expect(await text(response)).toBe('second');
  expect(await invoked).toMatchObject({ result: { status: 'Success' } });
});

test.each(['127.0.0.2', '::1'])('the server for streams does not listen at %s', async (host) => {
  const { uri } = await useStreams();
  const socket = connect({ host, port: Number(uri.port) });
  onTestFinished(() => void socket.destroy());
  await expect(once(socket, 'connect')).rejects.toThrow(
    /ECONNREFUSED|EADDRNOTAVAIL|EAFNOSUPPORT|ENETUNREACH|ETIMEDOUT/,
  );
});

test('an app without streams has no such address', async () => {
  expect((await useWorker('')).httpUri).toBeUndefined();
});

test('an address that is no URL stops the start', async () => {
  const start = useWorker(`app.setup({ capabilities: { HttpUri: 'nowhere' } });`);
  await expect(start).rejects.toThrow('The capability HttpUri is no URL: nowhere');
});

async function useStreams() {
  const worker = await useWorker('app.setup({ enableHttpStream: true });');
  return { worker, uri: worker.httpUri! };
}

function trigger({ functions }: WorkerProcess) {
  const [name] = Object.entries(functions[0]!.bindings).find(
    ([, { type }]) => type === 'httpTrigger',
  )!;
  return { name, data: { http: {} } };
}
