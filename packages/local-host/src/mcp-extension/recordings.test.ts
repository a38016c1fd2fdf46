import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FunctionsHost, startFunctionsHost } from '../host/start.ts';
import { makeAppFolder } from '../testing/app-folder.ts';
import { sendRaw } from '../testing/raw-http.ts';
import { verifies } from '../testing/verifies.ts';

verifies(
  'extension.path',
  'extension.verbs',
  'extension.framing',
  'extension.notification-202',
  'extension.json-text',
  'extension.accept',
  'extension.content-type',
  'extension.malformed',
  'extension.body-null',
  'extension.params-not-object',
  'extension.ignored-headers',
  'extension.body-limit',
  'extension.session.plain',
  'extension.session.encrypted',
  'extension.session.no-key',
  'extension.initialize',
  'extension.methods',
  'extension.tool.schema',
  'extension.tool.required',
  'extension.tool.unknown',
  'extension.tool.payload',
  'extension.tool.result',
  'extension.tool.failure',
  'extension.resource.read',
  'extension.resource.unknown',
  'extension.resource.template',
  'extension.prompt.get',
  'extension.prompt.required',
);

/**
 * Every exchange that was recorded from the MCP extension 1.6.0 over Streamable HTTP, sent again to the
 * local host with the app that the recordings were made with, and compared byte for byte.
 */

interface Recording {
  readonly name: string;
  readonly family: string;
  readonly instance: 'local' | 'cloud' | 'no-key' | 'absolute-uri';
  readonly compare?: 'members';
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Record<string, string>;
    readonly body?: unknown;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Record<string, string>;
    readonly body: string;
  };
}

const fixtures = fileURLToPath(new URL('fixtures', import.meta.url));
const { recordings } = JSON.parse(readFileSync(`${fixtures}/recordings.json`, 'utf8')) as {
  recordings: Recording[];
};
const key = '0123456789abcdef'.repeat(4);
const instances = {
  local: { cloud: false, hostJson: 'host.json', env: {} },
  cloud: { cloud: true, hostJson: 'host.defaults.json', env: { WEBSITE_AUTH_ENCRYPTION_KEY: key } },
  'no-key': { cloud: true, hostJson: 'host.defaults.json', env: {} },
} as const;
type Instance = keyof typeof instances;

const hosts = new Map<Instance, FunctionsHost>();
const sessions = new Map<Instance, string>();
const removals: (() => Promise<void>)[] = [];

beforeAll(async () => {
  await Promise.all((Object.keys(instances) as Instance[]).map(startInstance));
});

afterAll(async () => {
  await Promise.all([...hosts.values()].map((host) => host.dispose()));
  await Promise.all(removals.map((remove) => remove()));
});

async function startInstance(name: Instance): Promise<void> {
  const { cloud, hostJson, env } = instances[name];
  const { folder, remove } = await makeAppFolder(
    // As if `func extensions install` had been run: the recorded app names no bundle.
    {
      'host.json': readFileSync(`${fixtures}/app/${hostJson}`, 'utf8'),
      'bin/extensions.json': '{}',
    },
    `${fixtures}/app`,
  );
  removals.push(remove);
  const { PATH, HOME } = process.env;
  const host = await startFunctionsHost({ appRoot: folder, cloud, env: { PATH, HOME, ...env } });
  hosts.set(name, host);
  const { headers } = await sendRaw(host.port, initialize);
  if (headers['mcp-session-id']) sessions.set(name, headers['mcp-session-id']);
}

const initialize = {
  method: 'POST',
  path: '/runtime/webhooks/mcp',
  headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
  body: '{"jsonrpc":"2.0","id":0,"method":"initialize"}',
};

function fill(text: string, instance: Instance): string {
  const session = sessions.get(instance) ?? '';
  return text
    .replaceAll('<clientid16>|<instanceid16>', session)
    .replaceAll('<encrypted-session>', session)
    .replaceAll('<tampered-session>', `${session.slice(0, -4)}AAAA`)
    .replace(/<repeat (.) x (\d+)>|<repeat x (\d+)>/g, (_, character = 'x', count, plain) =>
      (character as string).repeat(Number(count ?? plain)),
    );
}

/** Puts the placeholders of the recordings in the place of what differs from run to run. */
function normalise(text: string, host: FunctionsHost): string {
  return text
    .replace(/\b[a-z0-9]{16}\|[a-z0-9]{16}\b/g, '<clientid16>|<instanceid16>')
    .replace(/(?<![\w-])[\w-]{100,140}(?![\w-])/g, '<encrypted-session>')
    .replaceAll(`localhost:${host.port}`, '<host:port>');
}

const compared = ['content-type', 'cache-control', 'content-encoding', 'allow', 'mcp-session-id'];

function pick(headers: Readonly<Record<string, string>>): object {
  return Object.fromEntries(compared.map((name) => [name, headers[name]]));
}

/** The items of a listing, each as its own text: the host sorts them, the recordings do not. */
function listItems(body: string): { frame: string; items: string[] } | undefined {
  const match =
    /^(event: message\ndata: \{"result":\{"\w+":\[)(.*)(\]\},"id":1,"jsonrpc":"2.0"\}\n\n)$/s.exec(
      body,
    );
  if (!match) return undefined;
  return {
    frame: match[1]! + match[3]!,
    items: match[2]!.split(/(?<=\}),(?=\{"name":)/).toSorted(),
  };
}

/** The JSON in the one text block of an answer. */
function toldByTool(body: string): unknown {
  const { result } = JSON.parse(body.slice(body.indexOf('{'))) as {
    result: { content: [{ text: string }] };
  };
  return JSON.parse(result.content[0].text);
}

const replayed = recordings.filter(({ family }) => family !== 'legacy SSE');
test('has every recording of Streamable HTTP', () => {
  expect(replayed).toHaveLength(116);
});

for (const [family, group] of Map.groupBy(replayed, (recording) => recording.family)) {
  describe(family, () => {
    test.each(group.map((recording) => [recording.name, recording] as const))(
      '%s',
      async (_, recording) => {
        const instance = recording.instance as Instance;
        const host = hosts.get(instance)!;
        const { method, path, headers, body } = recording.request;
        const response = await sendRaw(host.port, {
          method,
          path: fill(path, instance),
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [name, fill(value, instance)]),
          ),
          ...(body !== undefined &&
            body !== null && {
              body: fill(typeof body === 'string' ? body : JSON.stringify(body), instance),
            }),
        });
        expect(response.status).toBe(recording.response.status);
        const answered = {
          ...response,
          headers: Object.fromEntries(
            Object.entries(response.headers).map(([name, value]) => [name, normalise(value, host)]),
          ),
          body: normalise(response.body, host),
        };
        expect(pick(answered.headers)).toEqual(pick(recording.response.headers));
        const items = recording.family === 'lists' ? listItems(recording.response.body) : undefined;
        if (items) expect(listItems(answered.body)).toEqual(items);
        else if (recording.compare === 'members') {
          const told = normalise(JSON.stringify(toldByTool(response.body)), host);
          expect(JSON.parse(told)).toEqual(toldByTool(recording.response.body));
        } else expect(answered.body).toBe(recording.response.body);
      },
    );
  });
}
