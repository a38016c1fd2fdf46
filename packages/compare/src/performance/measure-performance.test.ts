import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { performanceSection } from '../report/performance.ts';
import type { Target } from '../servers/target.ts';
import { measurePerformance } from './measure-performance.ts';

const effort = {
  rounds: 2,
  loadSeconds: 0.03,
  warmUpSeconds: 0.01,
  idleSeconds: 0.01,
  starts: 0,
};
const never = new AbortController().signal;
const tool = {
  name: 'look',
  inputSchema: {},
  annotations: { readOnlyHint: true, openWorldHint: false },
};

interface Request {
  readonly id?: number;
  readonly method: string;
}

/** An MCP server that keeps what it was asked. `answer` may take over. */
async function useTarget(
  id: string,
  answer: (request: Request, response: ServerResponse) => boolean = () => false,
) {
  const asked: Request[] = [];
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const message = JSON.parse(body || '{}') as Request;
    asked.push(message);
    if (answer(message, response)) return;
    const results: Record<string, object> = {
      initialize: { protocolVersion: '2025-11-25' },
      'tools/list': { tools: [tool] },
      'tools/call': { content: [] },
    };
    response.setHeader('content-type', 'application/json');
    const result = results[message.method];
    response.end(JSON.stringify({ jsonrpc: '2.0', id: message.id, result }));
  }
  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const target: Target = {
    id,
    title: id,
    url: new URL(`http://127.0.0.1:${port}/mcp`),
    hosting: undefined,
    place: 'elsewhere',
    headers: {},
  };
  return { target, asked };
}

test('two servers are measured in turn, and every figure is labelled', async () => {
  const [first, second] = [await useTarget('first'), await useTarget('second')];
  const progress: string[] = [];
  const section = await measurePerformance(
    [first.target, second.target],
    { effort },
    (stage) => progress.push(stage),
    never,
  );
  expect(performanceSection.parse(section)).toEqual(section);
  expect(section.label).toBe('this machine, not Azure');
  expect(section.rows.map(({ id }) => id)).toEqual([
    'idle.tools-call',
    'latency.tools-call.1',
    'latency.tools-call.8',
    'latency.tools-call.32',
    'throughput.tools-call.1',
    'throughput.tools-call.8',
    'throughput.tools-call.32',
    'wire.initialize',
    'wire.tools-list',
    'wire.tools-call',
  ]);
  for (const { measures } of section.rows) {
    expect(Object.keys(measures)).toEqual(['first', 'second']);
  }
  const latency = section.rows.find(({ id }) => id === 'latency.tools-call.8')!;
  expect(latency.measures['first']).toMatchObject({ rounds: 2, errors: 0 });
  expect(latency.measures['first']!.histogram!.counts.length).toBeGreaterThan(0);
  expect(progress.at(-1)).toBe('round 2 of 2');
});

test('no two requests of a session have the same id', async () => {
  const [first, second] = [await useTarget('first'), await useTarget('second')];
  await measurePerformance([first.target, second.target], { effort }, () => {}, never);
  const ids = first.asked.flatMap(({ id }) => id ?? []);
  expect(new Set(ids).size).toBe(ids.length);
});

test('an answer counts with its head and its body', async () => {
  const [first, second] = [await useTarget('first'), await useTarget('second')];
  const { rows } = await measurePerformance(
    [first.target, second.target],
    { effort: { ...effort, rounds: 0 } },
    () => {},
    never,
  );
  const measured = rows.find(({ id }) => id === 'wire.initialize')!.measures['first']!;
  const answer = await fetch(first.target.url, {
    method: 'POST',
    body: '{"jsonrpc":"2.0","id":0,"method":"initialize"}',
  });
  const head = [...answer.headers].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const whole = `HTTP/1.1 200 OK\r\n${head}\r\n${await answer.text()}`;
  expect(measured.value).toBe(Buffer.byteLength(whole));
});

test('what a server refuses is counted, and does not stop the rest', async () => {
  let calls = 0;
  const [first, second] = [
    await useTarget('first'),
    await useTarget('second', ({ method, id }, response) => {
      if (method !== 'tools/call' || ++calls % 2) return false;
      response.end(JSON.stringify({ jsonrpc: '2.0', id, error: { code: 1, message: 'No.' } }));
      return true;
    }),
  ];
  const { rows } = await measurePerformance(
    [first.target, second.target],
    { effort },
    () => {},
    never,
  );
  const { measures } = rows.find(({ id }) => id === 'throughput.tools-call.32')!;
  expect(measures['first']!.errors).toBe(0);
  expect(measures['second']!.errors).toBeGreaterThan(0);
});

test('a server that breaks down is reported, and the other one is measured', async () => {
  let isBroken = false;
  const [first, second] = [
    await useTarget('first'),
    await useTarget('second', (_, response) => {
      if (isBroken) response.writeHead(503).end();
      return isBroken;
    }),
  ];
  const problems: string[] = [];
  const { rows } = await measurePerformance(
    [first.target, second.target],
    { effort, onProblem: (problem) => problems.push(problem) },
    (stage) => (isBroken = stage.startsWith('round')),
    never,
  );
  expect(problems[0]).toBe('second: It answered 503.');
  const { measures } = rows.find(({ id }) => id === 'latency.tools-call.1')!;
  expect(Object.keys(measures)).toEqual(['first']);
});

test('an interruption keeps what was measured', async () => {
  const controller = new AbortController();
  const [first, second] = [await useTarget('first'), await useTarget('second')];
  const { rows } = await measurePerformance(
    [first.target, second.target],
    { effort: { ...effort, rounds: 1_000 } },
    (stage) => {
      if (stage === 'round 2 of 1000') controller.abort();
    },
    controller.signal,
  );
  const { measures } = rows.find(({ id }) => id === 'latency.tools-call.1')!;
  expect(measures['first']!.rounds).toBe(1);
});

test('a server that hangs does not hold up an interruption', async () => {
  const controller = new AbortController();
  const [first, second] = [
    await useTarget('first', ({ method }) => {
      if (method !== 'tools/call') return false;
      setImmediate(() => controller.abort());
      return true;
    }),
    await useTarget('second'),
  ];
  const measured = measurePerformance(
    [first.target, second.target],
    { effort },
    () => {},
    controller.signal,
  );
  await expect(measured).resolves.toBeDefined();
});
