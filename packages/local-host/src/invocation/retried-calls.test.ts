import { describe, expect, onTestFinished, test } from 'vitest';
import { functionAppFiles, useAppFolder } from '../testing/app-folder.ts';
import { sendRaw } from '../testing/raw-http.ts';
import { verifies } from '../testing/verifies.ts';
import type { FunctionsHost } from '../host/functions-host.ts';
import { startFunctionsHost } from '../host/start.ts';

/** What clients see of functions that are run again, and of functions that take too long. */

verifies(
  'worker.retries',
  'worker.retries.invalid',
  'worker.retries.warning',
  'worker.timeout',
  'worker.timeout.others-wait',
);

async function useHost(source: string, hostJson: object = {}): Promise<FunctionsHost> {
  const files = functionAppFiles(`
    const { app } = require('@azure/functions');
    const retry = { strategy: 'fixedDelay', maxRetryCount: 2, delayInterval: 0 };
    const tool = (name, handler, more) =>
      app.mcpTool(name, { toolName: name, description: 'd', toolProperties: [], handler, ...more });
    ${source}`);
  const appRoot = await useAppFolder({
    ...files,
    'host.json': { ...files['host.json'], ...hostJson },
  });
  const host = await startFunctionsHost({ appRoot });
  onTestFinished(() => host.dispose());
  return host;
}

/** The text that a tool answers with. */
async function callTool({ port }: FunctionsHost, name: string): Promise<string> {
  const { body } = await sendRaw(port, {
    method: 'POST',
    path: '/runtime/webhooks/mcp',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name } }),
  });
  const { result } = JSON.parse(/^data: (.*)$/m.exec(body)![1]!) as {
    result: { content: [{ text: string }] };
  };
  return result.content[0].text;
}

const linesOf = ({ logs }: FunctionsHost, category: string, level: string): string[] =>
  logs
    .filter((one) => one.category === category && one.level === level)
    .map(({ message }) => message);

describe('a function with a retry policy', () => {
  const failing = `
    const heard = [];
    tool('fails_twice', (_, { retryContext }) => {
      heard.push([retryContext.retryCount, retryContext.maxRetryCount, retryContext.exception?.message.includes('no ' + heard.length)]);
      if (heard.length < 3) throw new Error('no ' + heard.length);
      return heard;
    }, { retry });`;

  test('answers once it has succeeded, and was told of each failure', async () => {
    const host = await useHost(failing);
    const heard = [
      [0, 2, null],
      [1, 2, true],
      [2, 2, true],
    ];
    expect(await callTool(host, 'fails_twice')).toBe(JSON.stringify(heard));
    const executed = linesOf(host, 'Function.fails_twice', 'error');
    expect(executed.map((line) => line.split(' (', 1)[0])).toEqual(
      Array(2).fill("Executed 'Functions.fails_twice'"),
    );
    expect(linesOf(host, 'Host.Startup', 'warning')).toContain(
      "Soon retries will not be supported for function 'Functions.fails_twice'. For more information, please visit http://aka.ms/func-retry-policies.",
    );
  });

  test('fails once it has failed too often', async () => {
    const host = await useHost(`
      let runs = 0;
      tool('fails', () => { runs += 1; throw new Error('always'); }, { retry });
      tool('runs', () => runs);`);
    expect(await callTool(host, 'fails')).toBe("An error occurred invoking 'fails'.");
    expect(await callTool(host, 'runs')).toBe('3');
    expect(linesOf(host, 'Function.fails', 'error').at(-1)).toMatch(
      /^Function execution failed after '2' retries\.\n/,
    );
  });

  test('is run again whatever its trigger', async () => {
    const host = await useHost(`
      let runs = 0;
      app.get('twice', { retry, handler: async (request) => {
        runs += 1;
        if (runs === 1) throw new Error('once');
        return { jsonBody: [runs, request.query.get('q')] };
      } });`);
    const response = await fetch(`${host.url}/api/twice?q=x`);
    expect([response.status, await response.json()]).toEqual([200, [2, 'x']]);
  });

  test('is in error where the policy makes no sense, and the others run', async () => {
    const host = await useHost(`
      tool('senseless', () => 'x', { retry: { ...retry, maxRetryCount: -2 } });
      tool('sound', () => 'sound');`);
    expect(host.functions.find(({ name }) => name === 'senseless')?.error).toBe(
      "Specified argument was out of the range of valid values. (Parameter 'maxRetryCount').",
    );
    expect(await callTool(host, 'sound')).toBe('sound');
  });

  test('keeps its invocation id as a tool, and has a new one each time by HTTP', async () => {
    const host = await useHost(`
      const ids = [];
      const handler = (_, { invocationId }) => {
        ids.push(invocationId);
        if (ids.length % 2) throw new Error('odd');
        return ids.slice(-2);
      };
      tool('tool', handler, { retry });
      app.get('http', { retry, handler: (_, context) => ({ jsonBody: handler(_, context) }) });`);
    const [first, second] = JSON.parse(await callTool(host, 'tool')) as string[];
    expect(second).toBe(first);
    const [one, other] = (await (await fetch(`${host.url}/api/http`)).json()) as string[];
    expect(other).not.toBe(one);
  });

  test('stops the whole host where host.json has a policy that makes no sense', async () => {
    const starting = useHost("tool('x', () => 'x');", { retry: { maxRetryCount: 1 } });
    await expect(starting).rejects.toMatchObject({
      code: 'HOST_JSON_INVALID',
      message: expect.stringContaining("Value cannot be null. (Parameter 'MinimumInterval')"),
    });
  });

  test('has it from host.json where it has none of its own', async () => {
    const source = `
      const told = (_, { retryContext }) => retryContext.maxRetryCount;
      tool('of_host', told);
      tool('of_its_own', told, { retry });`;
    const policy = { strategy: 'fixedDelay', maxRetryCount: 5, delayInterval: '00:00:01' };
    const host = await useHost(source, { retry: policy });
    expect(await callTool(host, 'of_host')).toBe('5');
    expect(await callTool(host, 'of_its_own')).toBe('2');
  });
});

test('a function that takes too long fails, and its worker is replaced with all that it runs', async () => {
  const host = await useHost(
    `tool('hangs', () => new Promise(() => {}));
    app.get('waits', () => new Promise(() => {}));
    tool('process', () => process.pid);`,
    { functionTimeout: '00:00:01' },
  );
  const before = await callTool(host, 'process');
  const [hanging, waiting] = await Promise.all([
    callTool(host, 'hangs'),
    fetch(`${host.url}/api/waits`),
  ]);
  expect([hanging, waiting.status]).toEqual(["An error occurred invoking 'hangs'.", 500]);
  const [timedOut, executed] = linesOf(host, 'Function.hangs', 'error');
  expect(timedOut).toMatch(
    /^Timeout value of 00:00:01 exceeded by function 'Functions\.hangs' \(Id: '[0-9a-f-]{36}'\)\. Initiating cancellation\.$/,
  );
  expect(executed).toContain(
    '\nTimeout value of 00:00:01 was exceeded by function: Functions.hangs',
  );
  expect(linesOf(host, 'WebScriptHostExceptionHandler', 'warning')).toContain(
    'Restart of language worker process(es) completed.',
  );
  expect(await callTool(host, 'process')).not.toBe(before);
  expect(host.state).toBe('Running');
});
