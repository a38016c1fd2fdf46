import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { reachUrls } from './reach-urls.ts';

/** An MCP server that lets in whom `admits` does, and keeps the methods that it was asked for. */
async function useServer(admits: (request: IncomingMessage) => boolean = () => true) {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.method!);
    request.resume();
    if (!admits(request)) return void response.writeHead(401).end();
    const result = { protocolVersion: '2025-06-18', serverInfo: { name: 'x', version: '1' } };
    response.writeHead(200, { 'content-type': 'application/json', 'mcp-session-id': 's1' });
    response.end(JSON.stringify({ jsonrpc: '2.0', id: 0, result }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: new URL(`http://127.0.0.1:${port}/mcp`), seen };
}

const nobody = new URL('http://127.0.0.1:9/mcp');

test('two servers that answer are told from each other, and their sessions are ended', async () => {
  const [first, second] = [await useServer(), await useServer()];
  const { targets } = await reachUrls([first.url, second.url], { env: {} });
  expect(targets).toMatchObject([
    { id: 'first', title: first.url.host, hosting: undefined, place: 'elsewhere', headers: {} },
    { id: 'second', title: second.url.host },
  ]);
  expect(first.seen).toEqual(['POST', 'POST', 'DELETE']);
});

test('one server can be held against itself', async () => {
  const { url } = await useServer();
  const { targets } = await reachUrls([url, url], { env: {} });
  expect(targets.map(({ title }) => title)).toEqual([`${url.host} (1)`, `${url.host} (2)`]);
});

test('a server that does not answer is named', async () => {
  await expect(reachUrls([nobody, nobody], { env: {} })).rejects.toThrow(
    /^http:\/\/127\.0\.0\.1:9\/mcp does not answer as an MCP server\. connect ECONNREFUSED/,
  );
});

describe('a server that wants a key or a token', () => {
  const wants = (header: string, value: string) => (request: IncomingMessage) =>
    request.headers[header] === value;

  test('gets it from the environment', async () => {
    const first = await useServer(wants('x-functions-key', 'hush'));
    const second = await useServer(wants('authorization', 'Bearer hush'));
    const env = { COMPARE_KEY_1: 'hush', COMPARE_TOKEN_2: 'hush' };
    const { targets } = await reachUrls([first.url, second.url], { env });
    expect(targets.map(({ headers }) => headers)).toEqual([
      { 'x-functions-key': 'hush' },
      { authorization: 'Bearer hush' },
    ]);
  });

  test('gets it from whoever is asked, also after a mistake', async () => {
    const first = await useServer(wants('x-functions-key', 'hush'));
    const second = await useServer(wants('authorization', 'Bearer hush'));
    const answers = ['typo', 'hush', 'bearer hush'];
    const questions: string[] = [];
    const ask = async (question: string) => {
      questions.push(question);
      return answers.shift();
    };
    const { targets } = await reachUrls([first.url, second.url], { env: {}, ask });
    expect(targets[1].headers).toEqual({ authorization: 'Bearer hush' });
    expect(questions).toHaveLength(3);
    expect(questions[2]).toContain('(the second)');
  });

  test('is told what to set where nobody can be asked, and no secret is repeated', async () => {
    const { url } = await useServer(() => false);
    const reach = reachUrls([url, url], { env: { COMPARE_KEY_1: 'hush' } });
    await expect(reach).rejects.toThrow('answers 401. Set COMPARE_KEY_1 to a key of it');
    await expect(reach).rejects.not.toThrow('hush');
  });

  test('is not asked about for ever', async () => {
    const { url } = await useServer(() => false);
    let asked = 0;
    const ask = async () => `wrong ${++asked}`.replace(' ', '');
    await expect(reachUrls([url, url], { env: {}, ask })).rejects.toThrow('answers 401');
    expect(asked).toBe(3);
  });
});

test('a key does not travel unencrypted', async () => {
  const url = new URL('http://203.0.113.1/mcp');
  const reach = reachUrls([url, url], { env: { COMPARE_KEY_1: 'hush' } });
  await expect(reach).rejects.toThrow('http://203.0.113.1 is not encrypted');
});
