import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { recordedApp } from '../mcp-extension/testing/recorded-app.ts';
import { toldByTool } from '../mcp-extension/testing/recordings.ts';
import { useInstances } from '../testing/instances.ts';
import {
  comparedHeaders,
  normalised,
  readHostRecordings,
  type Recording,
  replay,
} from '../testing/recordings.ts';
import { verifies } from '../testing/verifies.ts';

/**
 * What the real Functions host 4.1037 answers, keys included, sent again to the local host with the same
 * apps. The instance of the custom handler is in that room.
 */

verifies(
  'host.webhook-keys',
  'host.webhook-key-place',
  'host.webhook-verbs',
  'host.unknown-verb',
  'host.function-order',
  'host.function-keys',
  'host.http-triggers',
  'host.http-answers',
  'host.http-request',
  'host.admin-api',
  'host.admin-keys',
  'host.home-page',
  'host.error-state',
  'host.status-errors',
  'host.processes',
  'extension.legacy-sse',
  'extension.malformed',
  'extension.tool.payload',
);

const key = (name: string): string => `${name}-key-of-the-test-0123456789==`;
const keys = {
  master: key('master'),
  system: { mcp_extension: key('system') },
  host: { default: key('host') },
  functions: { fn: { default: key('fn') }, adm: { default: key('adm') } },
};
// This host is older than the setting, and asks for keys although host.json opens the webhook.
const closedByFile = { extensions: { mcp: { system: { webhookAuthorizationLevel: 'System' } } } };
const appOf = (name: string): string =>
  fileURLToPath(new URL(`fixtures/${name}-app`, import.meta.url));
// Outside of Azure and without Core Tools a host does not know its name.
const nameless = { WEBSITE_HOSTNAME: '' };
const instances = {
  mcp: { cloud: false, keys, ...recordedApp('host.json') },
  cloud: {
    cloud: true,
    keys,
    ...recordedApp('host.defaults.json'),
    env: { WEBSITE_AUTH_ENCRYPTION_KEY: '0123456789abcdef'.repeat(4) },
    hostJson: closedByFile,
  },
  http: {
    cloud: true,
    keys,
    app: appOf('http'),
    env: { ...nameless, 'AzureWebJobs.disabledOne.Disabled': 'true' },
  },
  error: { cloud: true, keys, app: appOf('error'), env: nameless },
} as const;
const instanceOf = useInstances(instances);

const recordings = readHostRecordings().filter(({ instance }) =>
  Object.hasOwn(instances, instance),
);

test('has every recording', () => {
  const counts = [...Map.groupBy(recordings, ({ instance }) => instance)].map(
    ([instance, { length }]) => [instance, length],
  );
  expect(Object.fromEntries(counts)).toEqual({ mcp: 97, cloud: 9, http: 106, error: 8 });
});

/** A body as it is compared. */
function comparable(recording: Recording, body: string): unknown {
  // The invocations of this instance run without Application Insights, like ours; only their ids differ.
  if (recording.name === 'echo_context') return toldByTool(body);
  // The page is our own, but for its title.
  if (isHomepage(recording)) return /<title>.*<\/title>/.exec(body)?.[0];
  // The real host is a process of .NET.
  const own = body.replace(
    '"processName":"dotnet","debugEngine":".NETCore"',
    '"processName":"node","debugEngine":"node"',
  );
  return recording.bodyCut ? own.slice(0, recording.response.body.length) : own;
}

function isHomepage({ family, response }: Recording): boolean {
  return (
    family === 'homepage and unknown paths' && response.headers['content-type'] === 'text/html'
  );
}

/** What Node.js adds to its answer to a verb that HTTP does not know (`host.unknown-verb`). */
const closed = { connection: 'close' };

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
