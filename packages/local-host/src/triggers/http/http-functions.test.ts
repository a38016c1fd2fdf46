import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { FunctionRunner, InvokeOptions } from '../../invocation/invoke.ts';
import { KeyStore } from '../../platform/key-store.ts';
import { verifies } from '../../testing/verifies.ts';
import type { InvocationResponse } from '../../worker/protocol.ts';
import { BindingMembers } from '../trigger-binding.ts';
import { handleHttpFunction, type HttpFunctionsParts } from './http-functions.ts';
import { mapRoutes } from './routing/route-table.ts';

verifies('host.http-answers', 'host.http-stream', 'host.http-stream-failure');

const succeeded: InvocationResponse = { invocationId: 'i', result: { status: 'Success' } };
const runner: FunctionRunner = { invoke: () => Promise.resolve(succeeded) };

/** The one function `f` of an app, and what it is served with. */
function partsWith(changes: Partial<HttpFunctionsParts>): HttpFunctionsParts {
  const members = new BindingMembers({ name: 'req', type: 'httpTrigger' });
  const trigger = { functionName: 'f', name: 'req', members, properties: [] };
  return {
    routes: mapRoutes(
      [{ name: 'f', trigger: 'httpTrigger', route: 'f', authorizationLevel: 'anonymous' }],
      '',
    ),
    triggers: new Map([['f', trigger]]),
    keys: new KeyStore(),
    invoke: () => Promise.resolve(succeeded),
    bodyLimit: 1_000,
    currentWorker: () => Promise.resolve(runner),
    streamTo: () => undefined,
    ...changes,
  };
}

/** A server that hands its requests to the function, and what it does with the newest. */
async function serve(parts: HttpFunctionsParts) {
  const arrived = Promise.withResolvers<{ response: ServerResponse; handled: Promise<unknown> }>();
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const handled = handleHttpFunction(parts, request, response);
    arrived.resolve({ response, handled });
    handled.catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}/f`, arrived: arrived.promise };
}

test('without a return value the first output that is a response is the answer', async () => {
  const outputData = [
    { name: 'other', data: { string: 'no' } },
    { name: 'res', data: { http: { statusCode: '201', body: { string: 'yes' } } } },
  ];
  const { url } = await serve(
    partsWith({ invoke: () => Promise.resolve({ ...succeeded, outputData }) }),
  );
  const answer = await fetch(url);
  expect([answer.status, await answer.text()]).toEqual([201, 'yes']);
});

test('a request and its invocation go to the same worker, under the same id', async () => {
  const told: InvokeOptions<FunctionRunner>[] = [];
  const { url } = await serve(
    partsWith({
      invoke(_, options = {}) {
        told.push(options);
        return Promise.resolve(succeeded);
      },
      streamTo: (worker) => async (name, _, response, id) => {
        response.end(JSON.stringify([worker === runner, name, id === told[0]?.invocationId]));
      },
    }),
  );
  expect(await (await fetch(url)).json()).toEqual([true, 'f', true]);
  expect(told).toMatchObject([{ worker: runner, invocationId: expect.any(String) }]);
});

test('nothing is invoked for a client that left while its request waited for a worker', async () => {
  const worker = Promise.withResolvers<FunctionRunner>();
  const done: string[] = [];
  const { port, arrived } = await serve(
    partsWith({
      currentWorker: () => worker.promise,
      invoke() {
        done.push('invoked');
        return Promise.resolve(succeeded);
      },
      streamTo: () => async () => void done.push('sent'),
    }),
  );
  const socket = connect(port, '127.0.0.1');
  socket.write('GET /f HTTP/1.1\r\nHost: x\r\n\r\n');
  const { response, handled } = await arrived;
  socket.destroy();
  await once(response, 'close');
  worker.resolve(runner);
  expect(await handled).toBe(true);
  expect(done).toEqual([]);
});
