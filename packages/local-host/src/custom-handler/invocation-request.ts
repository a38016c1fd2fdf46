import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { kestrelHeaders } from '../dotnet/kestrel-headers.ts';
import { httpTriggerMetadata } from '../triggers/http/http-invocation.ts';
import { readQuery } from '../triggers/http/request-query.ts';
import { requestUrl } from '../triggers/http/request-url.ts';
import type { RouteMatch } from '../triggers/http/routing/route-table.ts';
import { parseTemplate } from '../triggers/http/routing/route-template.ts';
import type { TypedData } from '../worker/protocol.ts';
import { shapeOf } from './function-shape.ts';

/** What a handler gets for a request that is not passed on as it is. */
export interface InvocationJson {
  readonly Data: Readonly<Record<string, object>>;
  readonly Metadata: Readonly<Record<string, unknown>>;
}

/**
 * The invocation of a function by a request.
 * @param body empty unless the client said how long it is
 * @see Azure/azure-functions-host:src/WebJobs.Script/Workers/MessageExtensions/ScriptInvocationContextExtensions.cs
 */
export function invocationOf(
  request: IncomingMessage,
  { info, params }: RouteMatch,
  body: Buffer,
): InvocationJson {
  const metadata = Object.entries(httpTriggerMetadata({ request, params, body }))
    // What ends so is taken for the trigger's value, which is in `Data`.
    .filter(([name]) => !/trigger$/i.test(name))
    .map(([name, data]) => [name, metadataValue(data)]);
  const sys = { MethodName: info.name, UtcNow: new Date().toISOString(), RandGuid: randomUUID() };
  return {
    Data: { [shapeOf(info).trigger]: requestJson(request, info.route, params, body) },
    Metadata: { ...(Object.fromEntries(metadata) as object), sys },
  };
}

/** @see Azure/azure-functions-host:src/WebJobs.Script/Extensions/HttpRequestExtensions.cs `GetRequestAsJObject` */
function requestJson(
  request: IncomingMessage,
  route: string,
  params: RouteMatch['params'],
  body: Buffer,
): object {
  const query = [...readQuery(request.url ?? '/')];
  return {
    Url: requestUrl(request),
    Method: request.method,
    Query: Object.fromEntries(query.map(([name, values]) => [name, values.join(',')])),
    Headers: headersJson(request.rawHeaders),
    Params: { ...params, ...absentOf(route, params) },
    Identities: [anonymousIdentity],
    ...(body.length > 0 && { Body: bodyText(request, body) }),
  };
}

/** The values of each header in a list. */
function headersJson(rawHeaders: readonly string[]): Record<string, string[]> {
  const valuesOf = (name: string): string[] =>
    rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]!.toLowerCase() === name);
  const names = Object.keys(kestrelHeaders(rawHeaders));
  return Object.fromEntries(names.map((name) => [name, valuesOf(name.toLowerCase())]));
}

/** A parameter of the route that the path has no value for is null. */
function absentOf(route: string, params: RouteMatch['params']): Record<string, null> {
  const names = parseTemplate(route)
    .segments.flat()
    .flatMap((part) => (part.kind === 'parameter' ? [part.name] : []));
  const absent = names.filter((name) => !Object.hasOwn(params, name));
  return Object.fromEntries(absent.map((name) => [name, null]));
}

/** Text as it is, other bytes in Base64. */
function bodyText({ headers }: IncomingMessage, body: Buffer): string {
  const type = headers['content-type']?.split(';', 1)[0]!.trim() ?? '';
  const isBinary = /^application\/octet-stream$|multipart\//i.test(type);
  return body.toString(isBinary ? 'base64' : 'utf8');
}

/** A text is told as JSON in a text, with quotation marks. */
function metadataValue({ string, json }: TypedData): unknown {
  return json === undefined ? JSON.stringify(string) : (JSON.parse(json) as unknown);
}

const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';

/** Nobody in particular, as .NET's `ClaimsIdentity` is written. */
const anonymousIdentity = {
  AuthenticationType: null,
  IsAuthenticated: false,
  Actor: null,
  BootstrapContext: null,
  Claims: [],
  Label: null,
  Name: null,
  NameClaimType: `${claims}/name`,
  RoleClaimType: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role',
};
