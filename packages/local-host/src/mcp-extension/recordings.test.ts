import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { sendRaw, sendRawStream } from '../testing/raw-http.ts';
import { verifies } from '../testing/verifies.ts';
import { useInstances } from '../testing/instances.ts';
import {
  comparedHeaders,
  normalise,
  normalised,
  readRecordings,
  replay,
  requestOf,
} from '../testing/recordings.ts';
import { recordedApp } from './testing/recorded-app.ts';
import { fixtures, listItems, toldByTool } from './testing/recordings.ts';

/**
 * Every exchange that was recorded from the MCP extension 1.6.0, sent again to the local host with the app
 * that the recordings were made with, and compared byte for byte.
 */

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

const key = '0123456789abcdef'.repeat(4);
const useAbsoluteUri =
  'AzureFunctionsJobHost__extensions__mcp__messageOptions__useAbsoluteUriForEndpoint';
const instances = {
  local: { cloud: false, ...recordedApp('host.json') },
  cloud: {
    cloud: true,
    ...recordedApp('host.defaults.json'),
    env: { WEBSITE_AUTH_ENCRYPTION_KEY: key },
  },
  'no-key': { cloud: true, ...recordedApp('host.defaults.json') },
  'absolute-uri': { cloud: false, ...recordedApp('host.json'), env: { [useAbsoluteUri]: 'true' } },
} as const;
const instanceOf = useInstances(instances);

const recordings = readRecordings(`${fixtures}/recordings.json`);
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
        const { host, placeholders } = instanceOf(recording.instance as keyof typeof instances);
        const recorded = recording.response;
        if (recording.name.includes('ping at 25 s')) usePassedTime(26_000);
        const response = await replay(recording, host.port, placeholders);
        const answered = normalised(response, placeholders);
        expect(answered.status).toBe(recorded.status);
        expect(comparedHeaders(answered.headers)).toEqual(comparedHeaders(recorded.headers));
        const list = family === 'lists' ? listItems(recorded.body) : undefined;
        if (list) {
          // The recordings are in the order of registration, which a real host never keeps.
          const got = listItems(answered.body)!;
          expect(got.frame).toBe(list.frame);
          expect(got.items.toSorted()).toEqual(list.items.toSorted());
        } else if (recording.compare === 'members') {
          const told = normalise(JSON.stringify(toldByTool(response.body)), placeholders);
          expect(JSON.parse(told)).toEqual(toldByTool(recorded.body));
        } else expect(answered.body).toBe(recorded.body);
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

/** The events of a stream after the first, each as its own text: answers may overtake one another. */
function eventsOf(body: string): { first: string; others: string[] } {
  const [first = '', ...others] = body.split(/(?<=\n\n)/);
  return { first, others: others.toSorted() };
}

test('legacy SSE: a conversation over a stream', async () => {
  const { host, placeholders } = instanceOf('local');
  const opening = conversation.find(({ request }) => request.method === 'GET')!;
  const posts = conversation.filter(({ request }) => request.method === 'POST');
  const events = opening.response.body.split('\n\n').length - 1;

  const opened = Promise.withResolvers<string>();
  const stream = sendRawStream(
    host.port,
    requestOf(opening, placeholders),
    (body) => body.split('\n\n').length - 1 >= events,
    opened.resolve,
  );
  const state = /azmcpcs=(\S+)/.exec(await opened.promise)![1]!;
  for (const post of posts) {
    const path = post.request.path.replace('<clientid16>|<instanceid16>', state);
    const response = await sendRaw(host.port, { ...requestOf(post, placeholders), path });
    expect([response.status, response.body]).toEqual([post.response.status, post.response.body]);
    expect(comparedHeaders(response.headers)).toEqual(comparedHeaders(post.response.headers));
  }

  const answered = normalised(await stream, placeholders);
  expect(comparedHeaders(answered.headers)).toEqual(comparedHeaders(opening.response.headers));
  const [got, recorded] = [answered.body, opening.response.body].map(eventsOf);
  expect(got!.first).toBe(recorded!.first);
  const told = (event: string) => event.includes('\\u0022triggerMetadata');
  expect(got!.others.filter((event) => !told(event))).toEqual(
    recorded!.others.filter((event) => !told(event)),
  );
  const [gotCall, recordedCall] = [got!, recorded!].map(({ others }) =>
    toldByTool(others.find(told)!),
  );
  expect(JSON.parse(normalise(JSON.stringify(gotCall), placeholders))).toEqual(recordedCall);
});
