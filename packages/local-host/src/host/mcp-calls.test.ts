import { expect, onTestFinished, test } from 'vitest';
import { functionAppFiles, useAppFolder } from '../testing/app-folder.ts';
import { sendRaw, sendRawStream } from '../testing/raw-http.ts';
import { verifies } from '../testing/verifies.ts';
import { type FunctionsHostOptions, startFunctionsHost } from './start.ts';

/** What functions get of calls that no recording has. */

verifies(
  'extension.tool-property-binding',
  'extension.called-name',
  'extension.endpoints-logged',
  'host.webhook-open',
);

const path = '/runtime/webhooks/mcp';
const source = `
const { app, input, trigger } = require('@azure/functions');
const argument = input.generic({ type: 'mcpToolProperty', propertyName: 'first' });
app.generic('with_input', {
  trigger: trigger.generic({ type: 'mcpToolTrigger', toolName: 'with_input', description: 'd', useResultSchema: true }),
  extraInputs: [argument],
  handler: (_, context) => String(context.extraInputs.get(argument)),
});
app.mcpTool('told', { toolName: 'told', description: 'd', toolProperties: [],
  handler: (_, { triggerMetadata }) => JSON.stringify([triggerMetadata.name, triggerMetadata.clientinfo]) });
app.mcpTool('boom', { toolName: 'boom', description: 'd', toolProperties: [], handler: () => { throw new Error('x'); } });
app.generic('asks', {
  trigger: trigger.generic({ type: 'mcpPromptTrigger', promptName: 'asks',
    promptArguments: '[{"Name":"constructor","REQUIRED":true}]' }),
  handler: () => 'rendered',
});
`;

async function useHost(options: Partial<FunctionsHostOptions> = {}) {
  const appRoot = await useAppFolder(functionAppFiles(source));
  const host = await startFunctionsHost({ appRoot, ...options });
  onTestFinished(() => host.dispose());
  return host;
}

const headers = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
};

async function ask(port: number, method: string, params: object): Promise<string> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  return (await sendRaw(port, { method: 'POST', path, headers, body })).body;
}

test('an mcpToolProperty input has the text of its argument', async () => {
  const { port } = await useHost();
  const answers = await Promise.all(
    [{ first: 'hello' }, { first: [1, true] }, { first: true }, {}].map((args) =>
      ask(port, 'tools/call', { name: 'with_input', arguments: args }),
    ),
  );
  expect(answers.map((answer) => /"text":"(.*?)"/.exec(answer)?.[1])).toEqual([
    'hello',
    '1,true', // The worker makes of a text that is JSON what it says.
    'True',
    '',
  ]);
});

test('a tool is called by its name in any letter case, and told it as the client wrote it', async () => {
  const { port } = await useHost();
  expect(await ask(port, 'tools/call', { name: 'TOLD' })).toContain('TOLD');
  expect(await ask(port, 'tools/call', { name: 'BOOM' })).toContain(
    'An error occurred invoking \\u0027BOOM\\u0027.',
  );
});

test('a required argument is asked for whatever its name, and the names of its members have no letter case', async () => {
  const { port } = await useHost();
  expect(await ask(port, 'prompts/list', {})).toContain(
    '"arguments":[{"name":"constructor","required":true}]',
  );
  for (const params of [{ name: 'asks' }, { name: 'asks', arguments: {} }]) {
    expect(await ask(port, 'prompts/get', params)).toContain('Please provide: constructor');
  }
  const given = { name: 'asks', arguments: { constructor: 'x' } };
  expect(await ask(port, 'prompts/get', given)).toContain('rendered');
});

test('on legacy SSE a function learns of the client what the protocol knows, and no more', async () => {
  const { port } = await useHost();
  const clientInfo = { extra: 'E', version: '1', name: 'me' };
  const { body } = await sendRawStream(
    port,
    { method: 'GET', path: `${path}/sse`, headers: { accept: 'text/event-stream' } },
    (text) => text.includes('"id":2'),
    (text) => {
      const endpoint = /data: (\S+)/.exec(text)![1]!;
      const post = (id: number, method: string, params: object) =>
        sendRaw(port, {
          method: 'POST',
          path: new URL(endpoint, `http://localhost${path}/`).href.replace('http://localhost', ''),
          headers,
          body: JSON.stringify({ jsonrpc: '2.0', id, method, params }),
        });
      void post(1, 'initialize', {
        protocolVersion: '2025-06-18',
        capabilities: {},
        clientInfo,
      }).then(() => post(2, 'tools/call', { name: 'told' }));
    },
  );
  expect(body.replaceAll(/\\+u0022|\\+"/g, "'")).toContain("{'name':'me','version':'1'}");
  expect(body).not.toContain('extra');
});

test('says at its start where both transports are', async () => {
  const host = await useHost();
  const messages = host.logs.map(({ message }) => message);
  expect(messages).toContain(`MCP server endpoint: http://localhost:${host.port}${path}`);
  expect(messages).toContain(
    `MCP server legacy SSE endpoint: http://localhost:${host.port}${path}/sse`,
  );
});

test('in cloud form it asks for no key, unless it was given keys', async () => {
  const open = await useHost({ cloud: true });
  expect(await ask(open.port, 'tools/list', {})).toContain('"told"');
  const gated = await useHost({ cloud: true, keys: { master: 'm', system: {}, host: {} } });
  const body = '{}';
  expect((await sendRaw(gated.port, { method: 'POST', path, headers, body })).status).toBe(401);
});
