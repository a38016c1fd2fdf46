import { readFileSync } from 'node:fs';
import {
  extensionFixtures,
  recordedApp,
  useInstances,
  verifies,
} from '@side-by-side/local-host/testing';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { expect, test } from 'vitest';

/**
 * What the official TypeScript client returns and throws, step by step, when it talks to the recorded
 * extension: the same steps against the local host, over both transports.
 */

verifies('extension.session.plain', 'extension.session.encrypted', 'extension.legacy-sse');

interface Step {
  readonly step: string;
  readonly ok: boolean;
  readonly value?: unknown;
  readonly name?: string;
  readonly code?: number;
  readonly message?: string;
}

const { steps } = JSON.parse(readFileSync(`${extensionFixtures}/ts-client.json`, 'utf8')) as {
  steps: Step[];
};

const runs = {
  'streamable local': { cloud: false, ...recordedApp('host.json') },
  'streamable cloud-like': {
    cloud: true,
    ...recordedApp('host.defaults.json'),
    env: { WEBSITE_AUTH_ENCRYPTION_KEY: 'fedcba9876543210'.repeat(4) },
  },
  'legacy sse': { cloud: false, ...recordedApp('host.json') },
} as const;
const instanceOf = useInstances(runs);

type Transport = StreamableHTTPClientTransport | SSEClientTransport;

function call(name: string, args: Record<string, unknown> = {}) {
  return (client: Client) => client.callTool({ name, arguments: args });
}

/** Each step by its name. What it returns is compared with the recorded value. */
const actions: Record<string, (client: Client, transport: Transport) => Promise<unknown>> = {
  async connect(client, transport) {
    await client.connect(transport);
    const instructions = client.getInstructions();
    return {
      server: client.getServerVersion(),
      caps: client.getServerCapabilities(),
      ...(instructions !== undefined && { instr: instructions }),
      ...('sessionId' in transport && {
        session: transport.sessionId ? 'set' : 'none',
        proto: transport.protocolVersion,
      }),
    };
  },
  ping: (client) => client.ping(),
  async listTools(client) {
    const { tools } = await client.listTools();
    const recorded = steps.find(({ step }) => step.endsWith('listTools'))!.value as {
      raw: { name: string }[];
    };
    const raw = recorded.raw.map(({ name }) => tools.find((tool) => tool.name === name));
    return { n: tools.length, raw };
  },
  'callTool ret_rich': call('ret_rich'),
  'callTool ret_null': call('ret_null'),
  'callTool ret_image': call('ret_image'),
  'callTool throws': call('throws'),
  'callTool ret_ctr_error': call('ret_ctr_error'),
  'callTool raw_schema': call('raw_schema', { p: { q: 1 } }),
  'callTool trigger_override': call('trigger_override'),
  'callTool nope': call('nope'),
  'callTool missing': call('hello_text'),
  listResources: async (client) => (await client.listResources()).resources.length,
  listTemplates: async (client) => (await client.listResourceTemplates()).resourceTemplates.length,
  'read text': (client) => client.readResource({ uri: 'file://readme.txt' }),
  'read nomime': (client) => client.readResource({ uri: 'file://nomime' }),
  'read unknown': (client) => client.readResource({ uri: 'file://zzz' }),
  listPrompts: async (client) => (await client.listPrompts()).prompts.length,
  getPrompt: (client) => client.getPrompt({ name: 'code_review', arguments: { code: 'x' } }),
  'getPrompt missing': (client) => client.getPrompt({ name: 'code_review', arguments: {} }),
  subscribe: (client) => client.subscribeResource({ uri: 'file://readme.txt' }),
  setLoggingLevel: (client) => client.setLoggingLevel('debug'),
  async terminateSession(_, transport) {
    if ('terminateSession' in transport) await transport.terminateSession();
  },
  close: (client) => client.close(),
};

async function outcomeOf(action: () => Promise<unknown>): Promise<Omit<Step, 'step'>> {
  try {
    const value = await action();
    return { ok: true, ...(value !== undefined && { value }) };
  } catch (error) {
    const { constructor, code, message } = error as Error & { code?: number };
    return {
      ok: false,
      name: constructor.name,
      ...(code !== undefined && { code }),
      message: message.slice(0, 500),
    };
  }
}

/** The order of a listing is the host's; the recordings have that of the registration. */
function comparable({ step: _step, ...outcome }: Step): unknown {
  const { first: _first, ...value } = (outcome.value ?? {}) as { first?: string };
  return typeof outcome.value === 'object' && outcome.value !== null
    ? { ...outcome, value }
    : outcome;
}

test.each(Object.keys(runs) as (keyof typeof runs)[])('the steps of %s', async (run) => {
  const { host } = instanceOf(run);
  const url = new URL(`/runtime/webhooks/mcp${run === 'legacy sse' ? '/sse' : ''}`, host.url);
  const client = new Client({ name: 'tracer', version: '1.0' });
  const transport =
    run === 'legacy sse' ? new SSEClientTransport(url) : new StreamableHTTPClientTransport(url);
  const recorded = steps.filter(({ step }) => step.startsWith(`${run}: `));
  expect(recorded.length).toBeGreaterThan(20);
  for (const step of recorded) {
    const name = step.step.slice(run.length + 2);
    const outcome = await outcomeOf(() => actions[name]!(client, transport));
    expect({ step: name, outcome }).toEqual({ step: name, outcome: comparable(step) });
  }
});

test('has every recorded step', () => {
  expect(steps).toHaveLength(71);
});
