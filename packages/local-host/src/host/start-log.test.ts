import { expect, test } from 'vitest';
import { functionAppFiles } from '../testing/app-folder.ts';
import { verifies } from '../testing/verifies.ts';
import { useHost } from './testing/tool-app.ts';

verifies('host.start-log');

/** The recorded lines of a start, dumps of options left out; what differs from start to start is cut off. */
const recorded = [
  'Host.Function.Console MCP server endpoint: http://localhost:<port>/runtime/webhooks/mcp',
  'Host.Function.Console MCP server legacy SSE endpoint: http://localhost:<port>/runtime/webhooks/mcp/sse',
  "Host.Startup Initializing Host. OperationId: '<guid>'.",
  'Host.Startup Host initialization: ConsecutiveErrors=0, StartupCount=1, OperationId=<guid>',
  'Microsoft.Azure.WebJobs.Hosting.JobHostService Starting JobHost',
  'Host.Startup Starting Host (',
  'Host.Startup Loading functions metadata',
  'Host.Startup Reading functions metadata (Custom)',
  'Host.Startup 0 functions found (Custom)',
  'Host.Startup 2 functions loaded',
  'Host.Startup Generating 2 job function(s)',
  'Microsoft.Azure.WebJobs.Script.Workers.Rpc.RpcFunctionInvocationDispatcher Worker process started and initialized.',
  'Host.Startup Found the following functions:\nHost.Functions.hello\nHost.Functions.tool',
  "WebScriptHostHttpRoutesManager Initializing function HTTP routes\nMapped function route 'api/hello' [GET,POST] to 'hello'",
  'Host.Startup Host initialized (',
  'Host.Startup Host started (',
  'Host.Startup Job host started',
];

test('the start is logged in the words and in the order of the Functions host', async () => {
  const host = await useHost(
    functionAppFiles(`
      const { app } = require('@azure/functions');
      app.mcpTool('tool', { toolName: 'tool', description: 'd', toolProperties: [], handler: () => 'x' });
      app.http('hello', { handler: () => ({}) });`),
  );
  const lines = host.logs
    .filter(({ level }) => level === 'information')
    .map(({ category, message }) => `${category} ${message}`)
    .map((line) => line.replaceAll(`:${host.port}`, ':<port>'))
    .map((line) => line.replace(/[\da-f]{8}-[\da-f-]{27}/g, '<guid>'))
    .map((line) => line.replace(/\((?:InstanceId=|\d+ms).*$/, '('));
  expect(lines.filter((line) => /^(?!Worker)/.test(line))).toEqual(recorded);
});
