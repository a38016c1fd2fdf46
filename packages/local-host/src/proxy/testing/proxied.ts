import { Agent, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { HostLog } from '../../log/log.ts';
import type { HandlerTarget } from '../handler-target.ts';
import { proxyRequest } from '../proxy.ts';
import type { HttpFunction } from '../../triggers/http/routing/http-function.ts';

const info: HttpFunction = {
  name: 'http-handler1',
  trigger: 'httpTrigger',
  route: '{*route}',
  authorizationLevel: 'anonymous',
};

/** Lets a server listen on loopback for the time of the test, and gives its port. */
export async function listen(server: Server, port = 0): Promise<number> {
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A proxy in front of a handler that listens on `port`, and the port and the log of the proxy. */
export async function proxyTo(
  port: number,
  changes: Partial<HandlerTarget> = {},
  invocationId?: string,
) {
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const log = new HostLog();
  const current = { exited: new Promise<void>(() => {}) };
  const supervisor = { current, untilCallable: () => Promise.resolve(true) };
  const limits = { bodyLimit: 104_857_600, activityTimeout: 240_000 };
  const target: HandlerTarget = { supervisor, port, agent, log, ...limits, ...changes };
  const server = createServer((incoming, response) => {
    if (response.shouldKeepAlive) response.removeHeader('Connection');
    void proxyRequest(target, info, incoming, response, invocationId);
  });
  const own = await listen(server);
  return { port: own, url: `http://127.0.0.1:${own}`, log, target };
}

/** The same for a handler that is a function of the test. */
export async function proxy(
  handler: Handler,
  changes: Partial<HandlerTarget> = {},
  invocationId?: string,
) {
  return proxyTo(await listen(serve(handler)), changes, invocationId);
}

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** A server that is a function of the test. */
export function serve(handler: Handler): Server {
  return createServer((incoming, response) => void handler(incoming, response));
}

/** The body of a message, read to its end. */
export async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Sends these bytes to a port and reads until the connection ends, or until `enough` is in the answer. */
export async function exchange(port: number, bytes: string, enough?: string): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' });
  onTestFinished(() => void socket.destroy());
  socket.write(bytes);
  let text = '';
  for await (const chunk of socket) {
    text += String(chunk);
    if (enough !== undefined && text.includes(enough)) break;
  }
  return text;
}
