import type { IncomingMessage } from 'node:http';
import { createId } from '../mcp-extension/client-state.ts';
import { createMcpServer } from '../mcp-extension/mcp-server.ts';
import { readMcpOptions } from '../mcp-extension/options.ts';
import { mcpTriggerType } from '../triggers/mcp/registry.ts';
import { createWebhook, isWebhook, webhooksPath } from '../mcp-extension/webhook.ts';
import type { HostKeys } from '../platform/keys.ts';
import { WorkerSupervisor } from '../worker/worker-supervisor.ts';
import type { AppContext, AppRuntime } from '../app-runtime.ts';
import { requireExtensionBundle } from './extension-bundle.ts';
import { loadFunctions } from './functions.ts';
import { bodyLimit, sendEmpty } from '../http.ts';
import { createInvoke } from './invoke.ts';

/** So long, in milliseconds, an app that is not used after all has for its appTerminate hooks. */
const endingMs = 1_000;

/**
 * Starts an app of the Node.js programming model v4: its worker process, and the MCP extension in front of it.
 * @param onOperation told what each MCP request asks for
 * @throws HostError when the app does not start.
 */
export async function startFunctionApp(
  context: AppContext,
  onOperation: (request: IncomingMessage, operation: string) => void,
): Promise<AppRuntime> {
  const { env, hostJson, log } = context;
  const worker = await WorkerSupervisor.start(context);
  try {
    const { functions, registry } = loadFunctions(worker.functions, env, log);
    if (functions.some(({ trigger }) => mcpTriggerType(trigger))) {
      await requireExtensionBundle(context);
    }
    const options = readMcpOptions(hostJson, env);
    const webhook = createWebhook(
      {
        server: createMcpServer(registry, options, createInvoke(worker, log)),
        options,
        instanceId: createId(),
        bodyLimit: bodyLimit(env),
        onOperation,
      },
      gateKeys(context),
    );
    const url = `http://${env['WEBSITE_HOSTNAME']}${webhooksPath}/mcp`;
    log.write('information', 'Host.Function.Console', `MCP server endpoint: ${url}`);
    log.write('information', 'Host.Function.Console', `MCP server legacy SSE endpoint: ${url}/sse`);
    log.write('information', 'Host.Startup', `${functions.length} functions loaded`);
    return {
      functions,
      failed: worker.failed,
      async handle(request, response) {
        response.setHeader('Server', 'Kestrel');
        if (isWebhook(request)) return webhook.handle(request, response);
        sendEmpty(response, 404);
      },
      async dispose(graceMs) {
        // Streams last, since what is under way is answered on them.
        await worker.dispose(graceMs);
        webhook.dispose();
      },
    };
  } catch (error) {
    await worker.dispose(endingMs);
    throw error;
  }
}

/** The keys to ask for: none where the host has none to check, or host.json opens the webhook. */
function gateKeys({ keys, hostJson }: AppContext): HostKeys | undefined {
  const level = hostJson.settings.text('extensions:mcp:system:webhookAuthorizationLevel');
  return level?.toLowerCase() === 'anonymous' ? undefined : keys;
}
