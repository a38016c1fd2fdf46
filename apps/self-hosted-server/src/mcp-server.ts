import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  CallToolRequestSchema,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  ReadResourceRequestSchema,
  type ServerCapabilities,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import {
  type AuthMode,
  type CallContext,
  callTool,
  type Catalogue,
  describeCall,
  getPrompt,
  readResource,
  readSignIn,
  type Services,
} from '@side-by-side/tools';
import { rpcErrorCodes, withRpcCode } from './rpc-errors.ts';
import { writeLog } from './log.ts';

/** What the MCP servers of all requests share besides the catalogue. */
export interface McpServerOptions {
  readonly services: Services;
  readonly authMode: AuthMode;
}

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

const serverInfo = { name: 'self-hosted-server', version: '0.1.0' };
const instructions = 'Sample tools, served by the official MCP SDK.';

/** Building a validator takes longer than answering a request, so all servers share one. */
const jsonSchemaValidator = new AjvJsonSchemaValidator();

/**
 * Makes the function that makes an SDK server for a request. What does not depend on the request is
 * computed here, once. The low-level `Server`, so that checks and errors are `callTool`'s, and only
 * what is true is advertised. It never sends requests to the client: they would hang, as the answer
 * reaches another server.
 */
export function createMcpServerFactory(
  catalogue: Catalogue,
  options: McpServerOptions,
): (request: Request) => Server {
  const notifies = catalogue.tools.some(({ definition }) => definition.notifies);
  const capabilities: ServerCapabilities = {
    tools: {},
    resources: {},
    prompts: {},
    ...(notifies && { logging: {} }),
  };
  const tools = { tools: descriptions(catalogue.tools) };
  const resources = { resources: descriptions(catalogue.resources) };
  const resourceTemplates = { resourceTemplates: descriptions(catalogue.resourceTemplates) };
  const prompts = { prompts: descriptions(catalogue.prompts) };

  return (request) => {
    const server = new Server(serverInfo, { capabilities, instructions, jsonSchemaValidator });
    const contextOf = (extra: Extra, logger: string): CallContext =>
      createContext(request, extra, logger, notifies, options);

    server.setRequestHandler(ListToolsRequestSchema, () => tools);
    server.setRequestHandler(ListResourcesRequestSchema, () => resources);
    server.setRequestHandler(ListResourceTemplatesRequestSchema, () => resourceTemplates);
    server.setRequestHandler(ListPromptsRequestSchema, () => prompts);
    server.setRequestHandler(CallToolRequestSchema, ({ params }, extra) =>
      withRpcCode(rpcErrorCodes.invalidParams, async () => ({
        ...(await callTool(
          catalogue,
          params.name,
          params.arguments,
          contextOf(extra, params.name),
        )),
      })),
    );
    server.setRequestHandler(ReadResourceRequestSchema, ({ params }, extra) =>
      withRpcCode(rpcErrorCodes.resourceNotFound, async () => ({
        ...(await readResource(catalogue, params.uri, contextOf(extra, params.uri))),
      })),
    );
    server.setRequestHandler(GetPromptRequestSchema, ({ params }, extra) =>
      withRpcCode(rpcErrorCodes.invalidParams, async () => ({
        ...(await getPrompt(
          catalogue,
          params.name,
          params.arguments,
          contextOf(extra, params.name),
        )),
      })),
    );
    return server;
  };
}

function descriptions<Description>(
  list: readonly { readonly description: Description }[],
): Description[] {
  return list.map(({ description }) => description);
}

function createContext(
  request: Request,
  extra: Extra,
  logger: string,
  toClient: boolean,
  { services, authMode }: McpServerOptions,
): CallContext {
  const notify = (notification: ServerNotification): void => {
    // Fails only when the client has gone, which aborts the handler anyway.
    extra.sendNotification(notification).catch(() => {});
  };
  const log = (level: 'debug' | 'info' | 'warning' | 'error') => (message: string) => {
    writeLog(level, message, logger);
    if (toClient)
      notify({ method: 'notifications/message', params: { level, logger, data: message } });
  };
  const progressToken = extra._meta?.progressToken;
  return {
    ...readSignIn((name) => request.headers.get(name), authMode),
    signal: extra.signal,
    log: { debug: log('debug'), info: log('info'), warn: log('warning'), error: log('error') },
    logFailure: (message) => writeLog('error', message, logger),
    logCall: (record) => writeLog('info', describeCall(record)),
    reportProgress(progress, total, message) {
      if (progressToken === undefined) return;
      const params = {
        progressToken,
        progress,
        ...(total !== undefined && { total }),
        ...(message !== undefined && { message }),
      };
      notify({ method: 'notifications/progress', params });
    },
    services,
  };
}
