import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { type Finding, no, notObservable, partly, yes } from '../finding.ts';
import type { CapabilityProbe, ProbeContext } from '../probe.ts';
import { describeProblem } from '../wire/recording-fetch.ts';
import {
  call,
  closeSession,
  headersOf,
  initialize,
  probeClient,
  rpcHeaders,
  sessionOf,
} from '../wire/session.ts';
import { describeAnswer, unseen } from './shared.ts';

/** The revisions that begin with a handshake. */
const revisions = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'];
const stateless = '2026-07-28';
const unknown = '1999-12-31';

async function negotiate({ wire }: ProbeContext, revision: string) {
  const answer = await initialize(wire, revision);
  const session = sessionOf(answer);
  await closeSession(wire, session);
  return { answer, chosen: session?.revision, evidence: wire.evidence('initialize', answer) };
}

async function speaksRevision(context: ProbeContext, revision: string): Promise<Finding> {
  const { answer, chosen, evidence } = await negotiate(context, revision);
  if (chosen === revision) return yes(`Speaks ${revision} where a client asks for it.`, evidence);
  return chosen === undefined
    ? no(`Refuses a client that asks for ${revision}: ${describeAnswer(answer)}.`, evidence)
    : no(`Answers a client that asks for ${revision} with ${chosen}.`, evidence);
}

async function speaksStateless({ wire }: ProbeContext): Promise<Finding> {
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': stateless,
    'io.modelcontextprotocol/clientCapabilities': {},
    'io.modelcontextprotocol/clientInfo': probeClient,
  };
  const headers = {
    ...rpcHeaders,
    'mcp-protocol-version': stateless,
    'mcp-method': 'server/discover',
  };
  const answer = await call(wire, undefined, 'server/discover', { _meta }, { headers });
  const discovered = wire.evidence('server/discover', answer);
  const supported = answer.reply?.result?.['supportedVersions'];
  if (!Array.isArray(supported) || !supported.includes(stateless)) {
    return no(`Does not know server/discover: ${describeAnswer(answer)}.`, discovered);
  }
  const client = new Client(probeClient, { versionNegotiation: { mode: { pin: stateless } } });
  try {
    await client.connect(new StreamableHTTPClientTransport(wire.target.url, { fetch: wire.fetch }));
    await client.listTools();
    const listed = wire.evidence('tools/list', wire.recorded.at(-1)!);
    return yes(`Speaks ${stateless}, which needs no handshake and no session.`, discovered, listed);
  } catch (error) {
    const why = describeProblem(error);
    return partly(
      `Offers ${stateless}, but the official client cannot use it: ${why}`,
      discovered,
      wire.evidence('The last request', wire.recorded.at(-1)!),
    );
  } finally {
    await client.close();
  }
}

async function negotiatesDown(context: ProbeContext): Promise<Finding> {
  const { answer, chosen, evidence } = await negotiate(context, unknown);
  if (chosen !== undefined && chosen !== unknown) {
    return yes(`Offers ${chosen} to a client that asks for a revision it does not know.`, evidence);
  }
  if (chosen === unknown)
    return no('Agrees to any revision, also to one that never was.', evidence);
  return answer.reply?.error
    ? partly('Refuses a client that asks for a revision it does not know.', evidence)
    : no(`Answers a revision that it does not know with ${describeAnswer(answer)}.`, evidence);
}

async function checksVersionHeader({ wire, session }: ProbeContext): Promise<Finding> {
  const headers = { ...headersOf(session), 'mcp-protocol-version': unknown };
  const answer = await call(wire, session, 'ping', undefined, { headers });
  const evidence = wire.evidence('ping in an unknown revision', answer);
  if (answer.status === 400)
    return yes('Refuses an unknown MCP-Protocol-Version with 400.', evidence);
  return answer.reply?.result
    ? no('Does not look at MCP-Protocol-Version.', evidence)
    : partly(`Answers an unknown MCP-Protocol-Version with ${describeAnswer(answer)}.`, evidence);
}

async function needsNoHandshake({ wire }: ProbeContext): Promise<Finding> {
  const answer = await call(wire, undefined, 'tools/list');
  const evidence = wire.evidence('tools/list without a handshake', answer);
  return answer.reply?.result
    ? yes('Answers requests without a handshake, so any instance may answer any request.', evidence)
    : no(`Wants a handshake first: ${describeAnswer(answer)}.`, evidence);
}

async function answersPing({ wire, session }: ProbeContext): Promise<Finding> {
  const answer = await call(wire, session, 'ping');
  const evidence = wire.evidence('ping', answer);
  return answer.reply?.result
    ? yes('Answers a ping.', evidence)
    : no(`Answers a ping with ${describeAnswer(answer)}.`, evidence);
}

function givesInstructions(context: ProbeContext): Finding {
  const { session, wire } = context;
  const evidence = wire.evidence('initialize', session.answer);
  const { instructions } = session.result;
  return typeof instructions === 'string' && instructions
    ? yes('Tells models how to use it.', evidence)
    : unseen(context, 'Gives no instructions.', 'It gives no instructions.', evidence);
}

function saysItsName({ session, wire }: ProbeContext): Finding {
  const evidence = wire.evidence('initialize', session.answer);
  const { name, version } = (session.result['serverInfo'] ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string' || !name) return no('Does not say its name.', evidence);
  return typeof version === 'string'
    ? yes('Says its name and version.', evidence)
    : partly('Says its name, but no version.', evidence);
}

async function answersTogether({ wire, session }: ProbeContext): Promise<Finding> {
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => call(wire, session, 'tools/list')),
  );
  const failed = answers.filter(({ reply }) => !reply?.result);
  if (failed.length === 0) {
    return yes('Answers ten requests at once.', wire.evidence('One of ten', answers[0]!));
  }
  const evidence = wire.evidence('One that failed', failed[0]!);
  return failed.length === answers.length
    ? notObservable('It answers no tools/list.', evidence)
    : no(`Fails ${failed.length} of ten requests that come at once.`, evidence);
}

/** Protocol revisions, and the handshake. */
export const protocolProbes: readonly CapabilityProbe[] = [
  ...revisions.map((revision) => ({
    id: `protocol.${revision}`,
    title: `Revision ${revision}`,
    probe: (context: ProbeContext) => speaksRevision(context, revision),
  })),
  {
    id: `protocol.${stateless}`,
    title: `Revision ${stateless}, stateless`,
    probe: speaksStateless,
  },
  {
    id: 'protocol.negotiation',
    title: 'Offers another revision to a client with an unknown one',
    probe: negotiatesDown,
  },
  {
    id: 'protocol.version-header',
    title: 'Refuses an unknown MCP-Protocol-Version',
    probe: checksVersionHeader,
  },
  {
    id: 'protocol.no-handshake',
    title: 'Requests without a handshake',
    probe: needsNoHandshake,
  },
  { id: 'protocol.ping', title: 'Ping', probe: answersPing },
  { id: 'protocol.parallel', title: 'Ten requests at once', probe: answersTogether },
  { id: 'protocol.server-info', title: 'Name and version', probe: saysItsName },
  { id: 'protocol.instructions', title: 'Instructions for models', probe: givesInstructions },
];
