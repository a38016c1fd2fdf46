import type { IncomingMessage } from 'node:http';
import { kestrelHeaders } from '../../dotnet/kestrel-headers.ts';
import type { RpcHttp, TypedData } from '../../worker/protocol.ts';
import { readQuery } from './request-query.ts';
import { requestUrl } from './request-url.ts';

/** A request as it reaches a function, with its body read and its route matched. */
export interface HttpTriggerRequest {
  readonly request: IncomingMessage;
  /** The parameters of the route, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** Empty unless the client said how long it is. */
  readonly body: Buffer;
}

/** What the worker gets for a request, under the name of the trigger's binding. */
export function readHttpRequest({ request, params, body }: HttpTriggerRequest): RpcHttp {
  const headers = Object.entries(kestrelHeaders(request.rawHeaders));
  const query = [...readQuery(request.url ?? '/')];
  return {
    method: request.method ?? 'GET',
    url: requestUrl(request),
    nullableHeaders: nullable(headers.map(([name, value]) => [name.toLowerCase(), value])),
    nullableParams: nullable(Object.entries(params)),
    nullableQuery: nullable(query.map(([name, values]) => [name, values.join(',')])),
    ...(body.length > 0 && { body: { bytes: body } }),
    identities: [anonymousIdentity],
  };
}

const anonymousIdentity = {
  nameClaimType: { value: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name' },
  roleClaimType: { value: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role' },
};

/**
 * The trigger metadata of a request, which binding expressions name: the members of a JSON body, the
 * query (the last value of a repeated name), the route's parameters, `Query` and `Headers`.
 * @see Azure/azure-webjobs-sdk-extensions:src/WebJobs.Extensions.Http/HttpTriggerAttributeBindingProvider.cs
 */
export function httpTriggerMetadata({
  request,
  params,
  body,
}: HttpTriggerRequest): Record<string, TypedData> {
  const query = Object.fromEntries(
    [...readQuery(request.url ?? '/')].map(([name, values]) => [name, values.at(-1)!]),
  );
  const bound = Object.entries(query).filter(([name]) => name.toLowerCase() !== 'code');
  const metadata = new MetadataBuilder();
  for (const [name, value] of bodyMembers(body)) metadata.set(name, value);
  for (const [name, value] of bound) metadata.set(name, { string: value });
  for (const [name, value] of Object.entries(params)) metadata.set(name, { string: value });
  metadata.setIfAbsent('Query', { json: JSON.stringify(query) });
  metadata.setIfAbsent('Headers', { json: JSON.stringify(kestrelHeaders(request.rawHeaders)) });
  return metadata.data;
}

/** Names have no letter case; the first spelling stays. */
class MetadataBuilder {
  readonly data: Record<string, TypedData> = {};
  readonly #spellings = new Map<string, string>();

  set(name: string, value: TypedData): void {
    const known = this.#spellings.get(name.toLowerCase()) ?? name;
    this.#spellings.set(name.toLowerCase(), known);
    this.data[known] = value;
  }

  setIfAbsent(name: string, value: TypedData): void {
    if (!this.#spellings.has(name.toLowerCase())) this.set(name, value);
  }
}

/** The top-level members of a JSON object; lists and nulls are left out, other values become texts. */
function bodyMembers(body: Buffer): [string, TypedData][] {
  const text = body.toString('utf8').trim();
  if (!text.startsWith('{') || !text.endsWith('}')) return [];
  let parsed: Record<string, JsonMember | null | unknown[]>;
  try {
    parsed = JSON.parse(text) as Record<string, JsonMember | null | unknown[]>;
  } catch {
    return []; // It is not an error that a body is no JSON.
  }
  return Object.entries(parsed)
    .filter((member): member is [string, JsonMember] => isBound(member[1]))
    .map(([name, value]) => [name, memberData(value)]);
}

type JsonMember = string | number | boolean | object;

function isBound(value: unknown): boolean {
  return value !== null && !Array.isArray(value);
}

function memberData(value: JsonMember): TypedData {
  if (typeof value === 'object') return { json: JSON.stringify(value) };
  if (typeof value === 'boolean') return { string: value ? 'True' : 'False' };
  return { string: String(value) };
}

function nullable(
  pairs: readonly (readonly [string, string])[],
): Record<string, { value: string }> {
  return Object.fromEntries(pairs.map(([name, value]) => [name, { value }]));
}
