import { type Lacks, listPrompts, listResources, listTools } from './full-catalogue.ts';
import { type FullSession, type Reply, rpcError, type Saying } from './full-session.ts';
import { callTool, type Waits } from './full-tools.ts';

/** A request of a client, as it came in. */
export interface FullRequest {
  readonly id: unknown;
  readonly method: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

const revisions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'];
export const statelessRevision = '2026-07-28';
/** What answers of the stateless revision carry besides. */
const cacheable = { resultType: 'complete', ttlMs: 0, cacheScope: 'private' };

/** The answer to a request that is about the conversation itself. */
export function greet({ method, params = {} }: FullRequest, lacks: Lacks): Reply {
  const { clientInfo, _meta } = params as {
    clientInfo?: { name?: string };
    _meta?: Record<string, { name?: string }>;
  };
  const name = (clientInfo ?? _meta?.['io.modelcontextprotocol/clientInfo'])?.name ?? '';
  if (lacks(name.replace(/^compare-/, 'client.'))) return rpcError(-32000, 'Not you.');
  const listChanged = !lacks('exchange.list-changed');
  const common = {
    capabilities: {
      tools: { listChanged },
      resources: { subscribe: true },
      prompts: {},
      logging: {},
      completions: {},
    },
    ...(!lacks('protocol.instructions') && { instructions: 'Use it well.' }),
  };
  if (method === 'server/discover') {
    if (lacks(`protocol.${statelessRevision}`)) return rpcError(-32601);
    return { result: { ...common, ...cacheable, supportedVersions: [statelessRevision] } };
  }
  const known = revisions.filter((revision) => !lacks(`protocol.${revision}`));
  const wanted = String(params['protocolVersion']);
  if (!known.includes(wanted) && !revisions.includes(wanted) && lacks('protocol.negotiation')) {
    return rpcError(-32602, 'Unknown revision.');
  }
  const protocolVersion = known.includes(wanted) ? wanted : known[0];
  const serverInfo = lacks('protocol.server-info') ? {} : { name: 'full', version: '1.0.0' };
  return { result: { ...common, protocolVersion, serverInfo } };
}

/** The answer to every other request. */
export async function answer(
  request: FullRequest,
  session: FullSession,
  saying: Saying,
  lacks: Lacks,
  waits: Waits,
): Promise<Reply> {
  const { id, method, params = {} } = request;
  const list = (row: string, result: object): Reply =>
    lacks(row) ? rpcError(-32601) : { result: { ...result, ...cacheable } };
  switch (method) {
    case 'ping':
      return list('protocol.ping', {});
    case 'tools/list':
      return lacks('tools.list') ? rpcError(-32601) : pageOfTools(params['cursor'], lacks);
    case 'resources/list':
      return list('resources.list', { resources: listResources(lacks) });
    case 'resources/templates/list': {
      const template = { name: 'page', uriTemplate: 'probe://page/{number}' };
      return { result: { resourceTemplates: lacks('resources.templates') ? [] : [template] } };
    }
    case 'prompts/list':
      return list('prompts.list', { prompts: listPrompts(lacks) });
    case 'tools/call': {
      const {
        name,
        arguments: args = {},
        _meta,
      } = params as {
        name: string;
        arguments?: Record<string, unknown>;
        _meta?: { progressToken?: unknown };
      };
      const call = { id, name, args, progressToken: _meta?.progressToken };
      return callTool(call, session, saying, lacks, waits);
    }
    case 'resources/read':
      return readResource(String(params['uri']), lacks);
    case 'resources/subscribe':
      session.subscriptions.add(String(params['uri']));
      return { result: {} };
    case 'prompts/get':
      return getPrompt(params, lacks);
    case 'completion/complete':
      return list('exchange.completions', { completion: { values: ['one'], hasMore: false } });
    case 'logging/setLevel':
      session.level = String(params['level']);
      return { result: {} };
    default:
      return lacks('errors.unknown-method') ? { result: {} } : rpcError(-32601);
  }
}

function pageOfTools(cursor: unknown, lacks: Lacks): Reply {
  const tools = listTools(lacks);
  if (lacks('exchange.pagination')) return { result: { tools, ...cacheable } };
  if (cursor === undefined) {
    return { result: { tools: tools.slice(0, 8), nextCursor: 'second', ...cacheable } };
  }
  return cursor === 'second'
    ? { result: { tools: tools.slice(8), ...cacheable } }
    : rpcError(-32602, 'No such page.');
}

function readResource(uri: string, lacks: Lacks): Reply {
  const known = /^probe:\/\/(?:text|changing|bytes|page\/.+)$/.test(uri);
  if (!known) return rpcError(lacks('errors.unknown-resource') ? -32603 : -32002);
  const isBytes = uri === 'probe://bytes' || lacks('resources.text');
  const body = isBytes && !lacks('resources.bytes') ? { blob: 'AQI=' } : { text: 'text' };
  return { result: { contents: [{ uri, ...body }] } };
}

function getPrompt(params: Readonly<Record<string, unknown>>, lacks: Lacks): Reply {
  if (params['name'] !== 'review')
    return rpcError(lacks('errors.unknown-prompt') ? -32603 : -32602);
  if (lacks('prompts.get')) return rpcError(-32603);
  const { code } = (params['arguments'] ?? {}) as { code?: string };
  if (code === undefined && !lacks('prompts.arguments')) return rpcError(-32602);
  return {
    result: { messages: [{ role: 'user', content: { type: 'text', text: `Review ${code}` } }] },
  };
}
