import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type FunctionsHost, startFunctionsHost } from '../host/start.ts';
import { makeAppFolder } from '../testing/app-folder.ts';
import { type RawRequest, type RawResponse, sendRaw, sendRawStream } from '../testing/raw-http.ts';
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
  'extension.legacy-sse',
);

/**
 * Every exchange that was recorded from the MCP extension 1.6.0, sent again to the local host with the app
 * that the recordings were made with, and compared byte for byte.
 */

interface Recording {
  readonly name: string;
  readonly family: string;
  readonly instance: 'local' | 'cloud' | 'no-key' | 'absolute-uri';
  readonly compare?: 'members';
  /** The answer stays open. */
  readonly stream?: object;
  /** One of several that belong together. */
  readonly conversation?: string;
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
  'absolute-uri': {
    cloud: false,
    hostJson: 'host.json',
    env: {
      AzureFunctionsJobHost__extensions__mcp__messageOptions__useAbsoluteUriForEndpoint: 'true',
    },
  },
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

/** The events of a stream after the first, each as its own text: answers may overtake one another. */
function eventsOf(body: string): { first: string; others: string[] } {
  const [first = '', ...others] = body.split(/(?<=\n\n)/);
  return { first, others: others.toSorted() };
}

function requestOf(recording: Recording): RawRequest {
  const { method, path, headers, body } = recording.request;
  const { instance } = recording;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    method,
    path: fill(path, instance),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, fill(value, instance)]),
    ),
    ...(body !== undefined && body !== null && { body: fill(text, instance) }),
  };
}

function normalised(response: RawResponse, host: FunctionsHost): RawResponse {
  return {
    ...response,
    headers: Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, normalise(value, host)]),
    ),
    body: normalise(response.body, host),
  };
}

const single = recordings.filter(({ conversation }) => !conversation);
const conversation = recordings.filter((recording) => recording.conversation);

test('has every recording', () => {
  expect([single.length, conversation.length]).toEqual([125, 5]);
});

for (const [family, group] of Map.groupBy(single, (recording) => recording.family)) {
  describe(family, () => {
    test.each(group.map((recording) => [recording.name, recording] as const))(
      '%s',
      async (_, recording) => {
        const host = hosts.get(recording.instance)!;
        if (recording.name.includes('ping at 25 s')) usePassedTime(26_000);
        const response = recording.stream
          ? await sendRawStream(
              host.port,
              requestOf(recording),
              (body) => normalise(body, host).length >= recording.response.body.length,
            )
          : await sendRaw(host.port, requestOf(recording));
        const answered = normalised(response, host);
        expect(answered.status).toBe(recording.response.status);
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

/** Makes the host's timers run through `milliseconds` in an instant, as soon as something is waited for. */
function usePassedTime(milliseconds: number): void {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const poll = setTimeout(function advance() {
    vi.advanceTimersByTime(milliseconds);
    if (vi.getTimerCount() === 0) setTimeout(advance, 20);
  }, 20);
  onTestFinished(() => clearTimeout(poll));
}

test('legacy SSE: a conversation over a stream', async () => {
  const host = hosts.get('local')!;
  const opening = conversation.find(({ request }) => request.method === 'GET')!;
  const posts = conversation.filter(({ request }) => request.method === 'POST');
  const events = opening.response.body.split('\n\n').length - 1;

  const opened = Promise.withResolvers<string>();
  const stream = sendRawStream(
    host.port,
    requestOf(opening),
    (body) => body.split('\n\n').length - 1 >= events,
    opened.resolve,
  );
  const state = /azmcpcs=(\S+)/.exec(await opened.promise)![1]!;
  for (const post of posts) {
    const path = post.request.path.replace('<clientid16>|<instanceid16>', state);
    const response = await sendRaw(host.port, { ...requestOf(post), path });
    expect([response.status, response.body]).toEqual([post.response.status, post.response.body]);
    expect(pick(response.headers)).toEqual(pick(post.response.headers));
  }

  const answered = normalised(await stream, host);
  expect(pick(answered.headers)).toEqual(pick(opening.response.headers));
  const [got, recorded] = [answered.body, opening.response.body].map(eventsOf);
  expect(got!.first).toBe(recorded!.first);
  const told = (event: string) => event.includes('\\u0022triggerMetadata');
  expect(got!.others.filter((event) => !told(event))).toEqual(
    recorded!.others.filter((event) => !told(event)),
  );
  const [gotCall, recordedCall] = [got!, recorded!].map(({ others }) =>
    toldByTool(others.find(told)!),
  );
  expect(JSON.parse(normalise(JSON.stringify(gotCall), host))).toEqual(recordedCall);
});
