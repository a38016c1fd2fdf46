import type { CallOrigin } from '../triggers/mcp/payload.ts';
import { type McpRegistry, registryKey } from '../triggers/mcp/registry.ts';
import { validateResourceUri } from '../triggers/mcp/resource-uri.ts';
import type { Invoke } from '../triggers/mcp/listener.ts';
import { writeError, writeResult } from './json-rpc.ts';
import { errorCodes, ProtocolError } from '../triggers/mcp/protocol-error.ts';
import { isObject, writeJson } from '../dotnet/json-text.ts';
import type { McpOptions } from './options.ts';

/** The newest protocol revision that the extension speaks, and its answer to any that it does not know. */
const newestRevision = '2025-06-18';
const revisions = ['2024-11-05', '2025-03-26', newestRevision];

/** A JSON-RPC request of a client; `id` is JSON text. */
export interface McpRequest {
  readonly id: string;
  readonly method: string;
  readonly params: unknown;
}

/** Answers JSON-RPC messages, whatever brought them. */
export interface McpServer {
  /**
   * The JSON-RPC answer to a request, as JSON text. It never rejects but for `initialize` without what
   * that needs, which ends the whole HTTP request.
   */
  answer(request: McpRequest, origin: CallOrigin): Promise<string>;
}

type Params = Record<string, unknown>;
/** Answers with the JSON text of a result. */
type Method = (params: Params | undefined, origin: CallOrigin) => string | Promise<string>;

/**
 * The extension's MCP methods over what the app registered.
 * @see Azure/azure-functions-mcp-extension McpWebJobsBuilderExtensions.cs, and the C# MCP SDK 0.4.0-preview.3 that it uses
 */
export function createMcpServer(
  registry: McpRegistry,
  options: Pick<McpOptions, 'serverName' | 'serverVersion' | 'instructions'>,
  invoke: Invoke,
): McpServer {
  const list = (member: string, items: Iterable<{ listing: string }>): Method => {
    const result = `{"${member}":[${[...items].map(({ listing }) => listing).join(',')}]}`;
    return () => result;
  };
  const nothing: Method = () => '{}';

  const methods = new Map<string, Method>([
    ['initialize', (params) => initialize(params, options)],
    ['ping', nothing],
    ['logging/setLevel', nothing],
    ['resources/subscribe', nothing],
    ['resources/unsubscribe', nothing],
    ['tools/list', list('tools', registry.tools.values())],
    ['resources/list', list('resources', registry.resources.values())],
    ['resources/templates/list', list('resourceTemplates', registry.templates)],
    ['prompts/list', list('prompts', registry.prompts.values())],
    [
      'tools/call',
      (params, origin) => {
        const { name, args } = readCall(params);
        const tool = registry.tools.get(registryKey(name));
        if (!tool) throw unknown('tool', name);
        return tool.call(name, args, origin, invoke);
      },
    ],
    [
      'prompts/get',
      (params, origin) => {
        const { name, args } = readCall(params);
        const prompt = registry.prompts.get(registryKey(name));
        if (!prompt) throw unknown('prompt', name);
        return prompt.get(name, args, origin, invoke);
      },
    ],
    [
      'resources/read',
      (params, origin) => {
        if (!params) throw unknown('resource', '');
        const uri = requiredText(params, 'uri');
        validateResourceUri(uri);
        const resource =
          registry.resources.get(registryKey(uri)) ??
          registry.templates.find((template) => template.match(uri));
        if (!resource) throw unknown('resource', uri);
        return resource.read(uri, origin, invoke);
      },
    ],
  ]);

  return {
    async answer({ id, method, params }, origin) {
      const run = methods.get(method);
      if (!run) {
        return writeError(id, errorCodes.methodNotFound, `Method '${method}' is not available.`);
      }
      try {
        if (params != null && !isObject(params)) throw new Error('params is not an object');
        return writeResult(id, await run(params ?? undefined, origin));
      } catch (error) {
        if (error instanceof InitializeError) throw error;
        if (error instanceof ProtocolError) return writeError(id, error.code, error.message);
        return writeError(id, errorCodes.internalError, 'An error occurred.');
      }
    },
  };
}

/** `initialize` lacks what it needs: the HTTP request fails with it. */
class InitializeError extends Error {}

function initialize(
  params: Params | undefined,
  {
    serverName,
    serverVersion,
    instructions,
  }: Pick<McpOptions, 'serverName' | 'serverVersion' | 'instructions'>,
): string {
  const asked = params?.['protocolVersion'];
  const clientInfo = params?.['clientInfo'];
  if (params && (typeof asked !== 'string' || !isObject(clientInfo))) {
    throw new InitializeError('initialize needs protocolVersion and clientInfo');
  }
  return writeJson({
    protocolVersion: revisions.find((revision) => revision === asked) ?? newestRevision,
    capabilities: { logging: {}, prompts: {}, resources: {}, tools: {} },
    serverInfo: { name: serverName, version: serverVersion },
    ...(instructions !== undefined && { instructions }),
  });
}

function readCall(params: Params | undefined): { name: string; args: Params | undefined } {
  if (!params) return { name: '', args: undefined };
  const name = requiredText(params, 'name');
  const args = params['arguments'];
  if (args != null && !isObject(args)) throw new Error('arguments is not an object');
  return { name, args: args ?? undefined };
}

function requiredText(params: Params, name: string): string {
  const value = params[name];
  if (typeof value !== 'string') throw new Error(`${name} is not a string`);
  return value;
}

function unknown(kind: 'tool' | 'prompt' | 'resource', name: string): ProtocolError {
  return new ProtocolError(errorCodes.invalidParams, `Unknown ${kind}: '${name}'`);
}
