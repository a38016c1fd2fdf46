import { expect, test } from 'vitest';
import type { BoundedFetch } from '../http/bounded-fetch.ts';
import { callTool, type Line, listTools } from './talk.ts';

type Answer = (method: string, params: { readonly cursor?: string }) => unknown;

/** A line to a server without a network: it speaks MCP, and answers requests as it is told. */
function lineTo(answer: Answer, controller = new AbortController()): Line & { asked: string[] } {
  const asked: string[] = [];
  const fetch: BoundedFetch = async (_, init) => {
    if (init?.method !== 'POST') return new Response(null, { status: 405 });
    const { id, method, params } = JSON.parse(init.body as string) as {
      id?: number;
      method: string;
      params: { cursor?: string };
    };
    if (id === undefined) return new Response(null, { status: 202 });
    asked.push(method);
    const result =
      method === 'initialize'
        ? {
            protocolVersion: '2025-06-18',
            capabilities: { tools: {} },
            serverInfo: { name: 'x', version: '1' },
          }
        : answer(method, params);
    return result instanceof Response ? result : Response.json({ jsonrpc: '2.0', id, result });
  };
  const url = new URL('https://a.example/mcp');
  return { url, headers: { 'x-functions-key': 'k' }, fetch, signal: controller.signal, asked };
}

const tool = (name: string) => ({ name, inputSchema: { type: 'object' } });

test('lists the tools of all pages, and says which revision is spoken', async () => {
  const line = lineTo((_, { cursor }) =>
    cursor === undefined
      ? { tools: [tool('a')], nextCursor: '2' }
      : { tools: [tool('b')], ...(cursor === '2' && { nextCursor: '3' }) },
  );
  const talk = await listTools(line);
  expect(talk).toMatchObject({
    ok: true,
    value: { revision: '2025-06-18', tools: [{ name: 'a' }, { name: 'b' }, { name: 'b' }] },
  });
});

test('does not follow a list that never ends', async () => {
  const line = lineTo(() => ({ tools: [tool('a')], nextCursor: 'again' }));
  expect(await listTools(line)).toMatchObject({ ok: true });
  expect(line.asked.filter((method) => method === 'tools/list')).toHaveLength(20);
});

test('gives what a tool answers, and whether that is an error', async () => {
  const content = [
    { type: 'text', text: 'It broke.' },
    { type: 'text', text: 'Badly.' },
  ];
  expect(
    await callTool(
      lineTo(() => ({ isError: true, content })),
      'a',
    ),
  ).toEqual({
    ok: true,
    value: { isError: true, text: 'It broke.\nBadly.' },
  });
});

test('tells the answer at which it broke off', async () => {
  const refused = () => new Response('no', { status: 403, headers: { 'x-ms-forbidden-ip': '1' } });
  const talk = await listTools(lineTo(refused));
  expect(talk).toMatchObject({ ok: false, sent: { answer: { status: 403, body: 'no' } } });
});

test('tells that it got no answer', async () => {
  const line = lineTo(() => {
    throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } });
  });
  expect(await listTools(line)).toMatchObject({
    ok: false,
    sent: { noAnswer: { code: 'ECONNRESET', kind: 'connection' } },
  });
});

test('tells what it does not understand, in a line', async () => {
  const talk = await listTools(lineTo(() => ({ tools: 'none' })));
  expect(talk).toMatchObject({ ok: false, sent: undefined });
  expect(!talk.ok && talk.message).toMatch(/^.{1,200}$/);
});

test('ends when somebody gives up', async () => {
  const controller = new AbortController();
  const line = lineTo(() => {
    controller.abort(new Error('Ctrl-C'));
    return { tools: [] };
  }, controller);
  await expect(listTools(line)).rejects.toThrow('Ctrl-C');
});
