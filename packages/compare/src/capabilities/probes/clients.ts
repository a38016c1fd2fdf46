import {
  Client as ClientV2,
  StreamableHTTPClientTransport as TransportV2,
} from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { type Finding, no, yes } from '../finding.ts';
import type { CapabilityProbe, ProbeContext } from '../probe.ts';
import { requestsOf } from '../survey/official-client.ts';
import { describeProblem } from '../wire/recording-fetch.ts';
import type { Wire } from '../wire/wire.ts';

/** As much of a client as the rows need. */
interface SomeClient {
  listTools(): Promise<{ readonly tools: readonly unknown[] }>;
  close(): Promise<void>;
}

type Connect = (wire: Wire, name: string) => Promise<SomeClient>;

const connectV1: Connect = async ({ target, fetch, signal }, name) => {
  const client = new ClientV1({ name, version: '1.0.0' });
  const transport = new TransportV1(target.url, { fetch });
  await client.connect(transport, { timeout: 5000, signal });
  return closing(client, transport);
};

const connectV2 =
  (mode: 'legacy' | 'auto'): Connect =>
  async ({ target, fetch, signal }, name) => {
    const client = new ClientV2({ name, version: '1.0.0' }, { versionNegotiation: { mode } });
    const transport = new TransportV2(target.url, { fetch });
    await client.connect(transport, { timeout: 5000, signal });
    return closing(client, transport);
  };

/** A client that leaves no session behind. */
function closing(client: SomeClient, transport: { terminateSession(): Promise<void> }): SomeClient {
  return {
    listTools: () => client.listTools(),
    async close() {
      await transport.terminateSession().catch(() => {});
      await client.close();
    },
  };
}

async function connects(context: ProbeContext, name: string, connect: Connect): Promise<Finding> {
  const { wire, lists } = context;
  let client: SomeClient | undefined;
  try {
    client = await connect(wire, name);
    const wantsTools = lists.tools.answer.reply?.result !== undefined;
    const count = wantsTools ? (await client.listTools()).tools.length : 0;
    const evidence = [
      ...requestsOf(wire.recorded, 'initialize'),
      ...requestsOf(wire.recorded, 'tools/list'),
    ];
    return yes(
      wantsTools ? `Connects, and lists ${count} tools.` : 'Connects.',
      ...evidence.slice(-2).map((recorded) => wire.evidence('The client’s request', recorded)),
    );
  } catch (error) {
    const last = wire.recorded.findLast(({ request }) => request.method === 'POST');
    return no(
      `The client gives up: ${describeProblem(error)}`,
      last && wire.evidence('The client’s last request', last),
    );
  } finally {
    await client?.close().catch(() => {});
  }
}

function clientProbe(id: string, title: string, connect: Connect): CapabilityProbe {
  return {
    id: `client.${id}`,
    title,
    probe: (context) => connects(context, `compare-${id}`, connect),
  };
}

/** Whether the official clients can talk to it. */
export const clientProbes: readonly CapabilityProbe[] = [
  clientProbe('sdk-v1', 'TypeScript SDK v1', connectV1),
  clientProbe('v2', 'TypeScript client v2', connectV2('legacy')),
  clientProbe(
    'v2-auto',
    'TypeScript client v2, looking for the newest revision',
    connectV2('auto'),
  ),
];
