import { elementText, valueKind, writeJson } from '../../dotnet/json-text.ts';
import type { ParameterBinding, TypedData } from '../../worker/protocol.ts';
import type { TriggerBinding, TriggerInvocation } from '../trigger-binding.ts';

type Arguments = Readonly<Record<string, unknown>>;

/** How a call reached the extension, as the worker is told. */
export interface CallOrigin {
  readonly transport: 'http-streamable' | 'http-sse';
  /** The `Mcp-Session-Id` as the client sent it. */
  readonly sessionId?: string;
  /** Only on legacy SSE, where the server knows who was initialized. */
  readonly clientInfo?: Arguments;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the worker gets for a call of a tool or a prompt; `kind` prefixes the names of the metadata. */
export function callInvocation(
  binding: TriggerBinding,
  kind: 'tool' | 'prompt',
  name: string,
  args: Arguments | undefined,
  origin: CallOrigin,
): TriggerInvocation {
  const properties = kind === 'tool' ? binding.properties : [];
  const inputs = properties.map(({ name: bindingName, propertyName }) => ({
    name: bindingName,
    data: { string: elementText(ownMember(args, propertyName)) },
  }));
  const argumentKinds = args && mapValues(args, (value) => ({ ValueKind: valueKind(value) }));
  return triggerInvocation(binding, {
    payload: { name, ...(args && { arguments: args }) },
    origin,
    inputs,
    context: {
      name: `mcp${kind}context`,
      members: { Name: name, Arguments: argumentKinds ?? null },
    },
    metadata: args
      ? { [`mcp${kind}args`]: { json: JSON.stringify(mapValues(args, elementText)) } }
      : {},
  });
}

/** What the worker gets for a read of a resource; `parameters` are those of its template, not decoded. */
export function readInvocation(
  binding: TriggerBinding,
  uri: string,
  parameters: Readonly<Record<string, string>>,
  origin: CallOrigin,
): TriggerInvocation {
  return triggerInvocation(binding, {
    payload: { uri },
    origin,
    context: { name: 'mcpresourcecontext', members: { Uri: uri } },
    metadata: {
      mcpresourceuri: { string: uri },
      ...mapValues(parameters, (value) => ({ string: value })),
    },
  });
}

interface Parts {
  readonly payload: Arguments;
  /** The values of other bindings of the function. */
  readonly inputs?: readonly ParameterBinding[];
  readonly origin: CallOrigin;
  readonly context: { readonly name: string; readonly members: object };
  readonly metadata: Record<string, TypedData>;
}

/** The order of the metadata is the recorded one of Functions host 4.1037. */
function triggerInvocation(
  { functionName, name: bindingName }: TriggerBinding,
  { payload, origin, inputs = [], context, metadata }: Parts,
): TriggerInvocation {
  const { sessionId, clientInfo, headers } = origin;
  const full = {
    ...payload,
    ...(sessionId !== undefined && { sessionid: sessionId }),
    ...(clientInfo && { clientinfo: clientInfo }),
    transport: {
      name: origin.transport,
      ...(sessionId !== undefined && { sessionId }),
      properties: { headers },
    },
  };
  const value = { string: writeJson(full) };
  const pascalCase = {
    ...context.members,
    SessionId: sessionId ?? null,
    ClientInfo: clientInfo ? implementation(clientInfo) : null,
    Transport: { Name: origin.transport, SessionId: sessionId ?? null, Properties: { headers } },
  };
  return {
    functionName,
    inputData: [{ name: bindingName, data: value }, ...inputs],
    triggerMetadata: {
      [context.name]: { json: JSON.stringify(pascalCase) },
      [bindingName]: value,
      ...(sessionId !== undefined && { mcpsessionid: { string: sessionId } }),
      ...metadata,
      ...mapValues(full, (member) =>
        typeof member === 'string' ? { string: member } : { json: JSON.stringify(member) },
      ),
    },
  };
}

/** The members of the C# SDK's `Implementation`, in its order. */
const clientInfoMembers = {
  Name: 'name',
  Title: 'title',
  Version: 'version',
  Icons: 'icons',
  WebsiteUrl: 'websiteUrl',
};

/** What the extension keeps of a client's `clientInfo`: nothing that the C# SDK's class does not have. */
export function readClientInfo(sent: Arguments): Arguments {
  const known = Object.values(clientInfoMembers).filter((name) => sent[name] != null);
  return Object.fromEntries(known.map((name) => [name, sent[name]]));
}

/** A client's name and version as .NET writes that class, nulls included. */
function implementation(clientInfo: Arguments): object {
  return mapValues(clientInfoMembers, (name) => clientInfo[name] ?? null);
}

function ownMember(args: Arguments | undefined, name: string): unknown {
  return args && Object.hasOwn(args, name) ? args[name] : undefined;
}

function mapValues<From, To>(
  members: Readonly<Record<string, From>>,
  convert: (member: From) => To,
): Record<string, To> {
  return Object.fromEntries(
    Object.entries(members).map(([name, member]) => [name, convert(member)]),
  );
}
