import { describe, expect, test } from 'vitest';
import { verifies } from '../testing/verifies.ts';
import { useInstances } from './testing/instances.ts';
import {
  comparedHeaders,
  normalised,
  readRecordings,
  type Recording,
  replay,
  toldByTool,
} from './testing/recordings.ts';

/**
 * What the real Functions host 4.1037 answers at the webhook of the MCP extension, keys included, sent
 * again to the local host with the same app.
 */

verifies(
  'host.webhook-keys',
  'host.webhook-key-place',
  'host.webhook-verbs',
  'host.unknown-verb',
  'host.function-order',
  'extension.legacy-sse',
  'extension.malformed',
  'extension.tool.payload',
);

const keys = {
  master: 'master-key-of-the-test-0123456789==',
  system: { mcp_extension: 'system-key-of-the-test-0123456789==' },
  host: { default: 'host-key-of-the-test-0123456789==' },
};
// This host is older than the setting, and asks for keys although host.json opens the webhook.
const level = 'AzureFunctionsJobHost__extensions__mcp__system__webhookAuthorizationLevel';
const instances = {
  mcp: { cloud: false, hostJson: 'host.json', keys },
  cloud: {
    cloud: true,
    hostJson: 'host.defaults.json',
    keys,
    env: { WEBSITE_AUTH_ENCRYPTION_KEY: '0123456789abcdef'.repeat(4), [level]: 'System' },
  },
} as const;
const instanceOf = useInstances(instances);

/** The families that are about the webhook. The others of these instances are about the host around it. */
const families = new Set([
  'webhook authorization',
  'webhook verbs and paths',
  'unhandled exceptions',
  'lists',
  'tool calls',
  'legacy SSE',
]);
const recordings = readRecordings('functions-host.json').filter(
  ({ instance, family }) => Object.hasOwn(instances, instance) && families.has(family),
);

/** The invocations of this instance run without Application Insights, like ours; only their ids differ. */
function comparable(recording: Recording, body: string): unknown {
  return recording.name === 'echo_context' ? toldByTool(body) : body;
}

/** What Node.js adds to its answer to a verb that HTTP does not know (`host.unknown-verb`). */
const closed = { connection: 'close' };

test('has every recording of the webhook', () => {
  expect(recordings).toHaveLength(64);
});

describe.each([...Map.groupBy(recordings, ({ instance, family }) => `${instance}: ${family}`)])(
  '%s',
  (_group, group) => {
    test.each(group.map((recording) => [recording.name, recording] as const))(
      '%s',
      async (_name, recording) => {
        const { host, placeholders } = instanceOf(recording.instance as keyof typeof instances);
        const recorded = recording.response;
        const response = await replay(recording, host.port, placeholders);
        const answered = normalised(response, placeholders);
        expect(answered.status).toBe(recorded.status);
        const headers = { ...recorded.headers, ...(recording.request.method === 'FOO' && closed) };
        expect(comparedHeaders(answered.headers)).toEqual(comparedHeaders(headers));
        expect(comparable(recording, answered.body)).toEqual(comparable(recording, recorded.body));
      },
    );
  },
);
