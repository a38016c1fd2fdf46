import { afterEach, expect, test, vi } from 'vitest';
import { verifies } from '../testing/verifies.ts';
import type { InvocationRequest } from './protocol.ts';
import { readHostInvocations } from './testing/host-invocations.ts';
import { useMcpHost } from './testing/mcp-host.ts';
import { WorkerProcess } from './worker-process.ts';

/**
 * Whole messages that Functions host 4.1037 sent to its worker for MCP triggers, and the answers of that: the same
 * requests are sent to the local host, with the same functions.
 */

verifies('worker.mcp.invocation');

const mcp = useMcpHost(`
const { app, arg, input } = require('@azure/functions');
app.mcpTool('tool1', { toolName: 'tool1', description: 'd', toolProperties: [], handler: () => 'r',
  trigger: { type: 'mcpToolTrigger', name: 'mcpToolTriggered88c35e1e', toolName: 'tool1', description: 'd', useResultSchema: true } });
app.mcpTool('tool2', { toolName: 'tool2', description: 'd', toolProperties: [], handler: () => ({ a: 1 }),
  extraInputs: [input.generic({ type: 'mcpToolProperty', name: 'p1', propertyName: 's' })],
  trigger: { type: 'mcpToolTrigger', name: 'ctx', toolName: 'tool2', description: 'd', useResultSchema: true } });
app.mcpResource('res1', { resourceName: 'res1', uri: 'user://p/{name}', handler: () => 'x',
  trigger: { type: 'mcpResourceTrigger', name: 'mcpResourceTriggerdcbe80e3c1', resourceName: 'res1', uri: 'user://p/{name}' } });
app.mcpPrompt('pr1', { promptName: 'pr1', handler: () => 'x',
  trigger: { type: 'mcpPromptTrigger', name: 'mcpPromptTrigger04c9ad552f', promptName: 'pr1', promptArguments: '[{"name":"code"}]' } });
`);

/** The requests of clients, by the names of their recordings. */
const requests: Record<string, { method: string; params: object; session?: string }> = {
  'tool with arguments of every JSON type, no session': {
    method: 'tools/call',
    params: {
      name: 'tool1',
      arguments: {
        s: 'str',
        n: 1.5,
        i: 7,
        b: true,
        o: { a: [1] },
        l: [1, 'x'],
        nul: null,
        d: '2026-01-02T03:04:05Z',
        S2: 'ü',
      },
    },
  },
  'tool with a mcpToolProperty input, with a session id': {
    method: 'tools/call',
    params: { name: 'tool2', arguments: { s: 'str' } },
    session: 'abcdefghijklmnop|abcdefghijklmnop',
  },
  'tool called without arguments': { method: 'tools/call', params: { name: 'tool1' } },
  'resource from a template': { method: 'resources/read', params: { uri: 'user://p/bob' } },
  prompt: { method: 'prompts/get', params: { name: 'pr1', arguments: { code: 'c' } } },
};

const invocations = readHostInvocations();

afterEach(() => vi.restoreAllMocks());

test.each(invocations.filter(({ name }) => name in requests))(
  '$name: the worker is asked as by the real host, and answers as the real worker',
  async ({ name, invocationRequest, invocationResponse }) => {
    const { method, params, session } = requests[name]!;
    const invoke = vi.spyOn(WorkerProcess.prototype, 'invoke');
    await mcp().ask(method, params, {
      'user-agent': 't',
      ...(session && { 'mcp-session-id': session }),
    });
    expect(invoke).toHaveBeenCalledOnce();
    const request = comparable(invoke.mock.calls[0]![0], mcp().host.port);
    expect({ ...request, retryContext: null }).toEqual(invocationRequest);
    expect(Object.keys(request.triggerMetadata!)).toEqual(
      Object.keys(invocationRequest.triggerMetadata!),
    );

    const { result, ...response } = await (invoke.mock.results[0]!.value as ReturnType<
      WorkerProcess['invoke']
    >);
    expect(result).toEqual({ status: 'Success' });
    expect({ outputData: [], ...response, invocationId: '<guid>' }).toEqual(invocationResponse);
  },
);

test('every recorded invocation is sent again here, but those of HTTP triggers', () => {
  const others = invocations.filter(({ name }) => !(name in requests));
  expect(others.map(({ name }) => name)).toEqual([
    'HTTP GET with route parameter and repeated query name',
    'HTTP POST of JSON',
    'HTTP POST of bytes',
  ]);
});

/** A message with the recorded placeholders, less the header that the recorded client did not send. */
function comparable(request: InvocationRequest, port: number): InvocationRequest {
  const text = JSON.stringify({ ...request, invocationId: '<guid>' })
    .replaceAll(`localhost:${port}`, '<host:port>')
    .replace(/\\+"Connection\\+":\\+"keep-alive\\+",/g, '');
  return JSON.parse(text) as InvocationRequest;
}
