import { randomUUID } from 'node:crypto';
import { Agent, type IncomingMessage } from 'node:http';
import { createId } from '../mcp-extension/client-state.ts';
import { createMcpServer } from '../mcp-extension/mcp-server.ts';
import { describeMcpOptions, type McpOptions, readMcpOptions } from '../mcp-extension/options.ts';
import { createMcpWebhook, type McpWebhook } from '../mcp-extension/webhook.ts';
import { handleHttpFunction } from '../triggers/http/http-functions.ts';
import { mcpTriggerType } from '../triggers/mcp/registry.ts';
import type { WorkerProcess } from '../worker/worker-process.ts';
import { WorkerSupervisor } from '../worker/worker-supervisor.ts';
import type { AppContext, AppRuntime } from '../app-runtime.ts';
import { requireExtensionBundle } from './extension-bundle.ts';
import { functionTimeoutOf } from '../invocation/function-timeout.ts';
import { loadFunctions, type LoadedFunctions } from './functions.ts';
import { bodyLimit } from '../http.ts';
import { createInvoke, type InvokeFunction } from '../invocation/invoke.ts';
import { logStart } from './start-log.ts';
import { routePrefixOf } from './route-prefix.ts';
import { runByHand } from '../invocation/run-by-hand.ts';
import { handleWebhookRequest, type Webhook, webhooksPath } from './webhooks.ts';
import { streamTo } from './worker-stream.ts';

/** So long, in milliseconds, an app that is not used after all has for its appTerminate hooks. */
const endingMs = 1_000;

/** Told what each MCP request asks for, for the log. */
type OnOperation = (request: IncomingMessage, operation: string) => void;

/**
 * Starts an app of the Node.js programming model v4: its worker process, and in front of it the MCP
 * extension and the HTTP functions.
 * @throws HostError when the app does not start.
 */
export async function startFunctionApp(
  context: AppContext,
  onOperation: OnOperation,
): Promise<AppRuntime> {
  const started = performance.now();
  const timeout = functionTimeoutOf(context.hostJson);
  const worker = await WorkerSupervisor.start(context);
  try {
    const routePrefix = routePrefixOf(context.hostJson);
    const loaded = loadFunctions(worker.functions, routePrefix, context);
    const mcpTypes = loaded.functions.flatMap(({ trigger }) => mcpTriggerType(trigger) ?? []);
    const isMcp = mcpTypes.length > 0;
    if (isMcp) await requireExtensionBundle(context, mcpTypes);
    const ending = new AbortController();
    const { log, keys } = context;
    const { bindings, retryPolicies } = loaded;
    const invoke = createInvoke({
      workers: worker,
      log,
      bindings,
      retryPolicies,
      timeout,
      signal: ending.signal,
    });
    const options = readMcpOptions(context.hostJson, context.env);
    const mcp = isMcp ? mcpWebhook(context, loaded, options, invoke, onOperation) : undefined;
    const agent = new Agent({ keepAlive: true });
    const limit = bodyLimit(context.env);
    const http = {
      ...loaded,
      keys,
      invoke,
      bodyLimit: limit,
      currentWorker: () => worker.current(),
      streamTo: (process: WorkerProcess) => streamTo(process, { agent, log, bodyLimit: limit }),
    };
    const webhooks = new Map<string, Webhook>();
    if (mcp) {
      keys.ensureSystemKey('mcp_extension');
      webhooks.set('mcp', { isOpen: isWebhookOpen(context), handle: mcp.handle });
    }
    logStart({ functions: loaded.functions, routePrefix, log, started });
    return {
      functions: loaded.functions,
      routePrefix,
      extensionOptions: isMcp ? { mcp: describeMcpOptions(options) } : {},
      get process() {
        return worker.process;
      },
      failed: worker.failed,
      async handle(request, response) {
        response.setHeader('Server', 'Kestrel');
        return (
          (await handleWebhookRequest(webhooks, keys, request, response)) ||
          (await handleHttpFunction(http, request, response))
        );
      },
      runByHand: (functionName) => runByHand(functionName, loaded, log),
      async dispose(graceMs) {
        ending.abort();
        // Streams last, since what is under way is answered on them.
        await worker.dispose(graceMs);
        mcp?.dispose();
        agent.destroy();
      },
    };
  } catch (error) {
    await worker.dispose(endingMs);
    throw error;
  }
}

function mcpWebhook(
  { env, log }: AppContext,
  { registry }: LoadedFunctions,
  options: McpOptions,
  invoke: InvokeFunction<WorkerProcess>,
  onOperation: OnOperation,
): McpWebhook {
  const url = `http://${env['WEBSITE_HOSTNAME']}${webhooksPath}/mcp`;
  log.write('information', 'Host.Function.Console', `MCP server endpoint: ${url}`);
  log.write('information', 'Host.Function.Console', `MCP server legacy SSE endpoint: ${url}/sse`);
  const server = createMcpServer(
    registry,
    options,
    // Unlike one by HTTP, a call of the extension keeps its id when it is tried again.
    async (invocation) => (await invoke(invocation, { invocationId: randomUUID() })).returnValue,
  );
  return createMcpWebhook({
    server,
    options,
    instanceId: createId(),
    bodyLimit: bodyLimit(env),
    onOperation,
  });
}

/** Whether host.json opens the MCP webhook to callers without a key. */
function isWebhookOpen({ hostJson }: AppContext): boolean {
  const level = hostJson.settings.text('extensions:mcp:system:webhookAuthorizationLevel');
  return level?.toLowerCase() === 'anonymous';
}
