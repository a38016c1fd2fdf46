import { describe, expect, onTestFinished, test } from 'vitest';
import type { Verdict } from '../report/capabilities.ts';
import type { Target } from '../servers/target.ts';
import { allProbes } from './all-probes.ts';
import { probeCapabilities, type ProbeOptions } from './probe-capabilities.ts';
import { startFullServer, token } from './testing/full-server.ts';

/** What becomes of each row when a server that can do everything lacks that one thing. */
const lacking: Readonly<Record<string, Verdict>> = {
  'protocol.2024-11-05': 'no',
  'protocol.2025-03-26': 'no',
  'protocol.2025-06-18': 'no',
  'protocol.2025-11-25': 'no',
  'protocol.2026-07-28': 'no',
  'protocol.negotiation': 'partly',
  'protocol.version-header': 'no',
  'protocol.ping': 'no',
  'protocol.parallel': 'no',
  'protocol.server-info': 'no',
  'protocol.instructions': 'no',
  'client.sdk-v1': 'no',
  'client.v2': 'no',
  'client.v2-auto': 'no',
  'transport.json': 'no',
  'transport.event-stream': 'no',
  'transport.json-only-client': 'no',
  'transport.server-stream': 'no',
  'transport.resumable': 'no',
  'transport.legacy-sse': 'no',
  'transport.sessions': 'no',
  'transport.session-end': 'no',
  'transport.notification': 'partly',
  'tools.list': 'no',
  'tools.call': 'no',
  'tools.title': 'no',
  'tools.annotations': 'no',
  'tools.icons': 'no',
  'tools.meta': 'no',
  'tools.nested-input': 'no',
  'tools.constraints': 'no',
  'tools.output-schema': 'no',
  'tools.structured-content': 'no',
  'tools.output-validation': 'no',
  'tools.result-meta': 'no',
  'content.text': 'no',
  'content.image': 'no',
  'content.audio': 'no',
  'content.resource-link': 'no',
  'content.embedded-text': 'no',
  'content.embedded-bytes': 'no',
  'content.several': 'no',
  'resources.list': 'no',
  'resources.text': 'no',
  'resources.bytes': 'no',
  'resources.templates': 'no',
  'resources.title': 'no',
  'resources.meta': 'no',
  'prompts.list': 'no',
  'prompts.get': 'no',
  'prompts.arguments': 'no',
  'prompts.title': 'no',
  'exchange.completions': 'no',
  'exchange.pagination': 'no',
  'exchange.elicitation': 'no',
  'exchange.sampling': 'no',
  'exchange.roots': 'no',
  'exchange.cancellation': 'no',
  'exchange.disconnect': 'no',
  'exchange.progress': 'no',
  'exchange.logging': 'no',
  'exchange.log-level': 'no',
  'exchange.subscriptions': 'no',
  'exchange.list-changed': 'no',
  'errors.unknown-method': 'no',
  'errors.unknown-tool': 'partly',
  'errors.unknown-resource': 'partly',
  'errors.unknown-prompt': 'partly',
  'errors.wrong-argument': 'no',
  'errors.missing-argument': 'partly',
  'errors.tool-error': 'partly',
  'errors.thrown': 'no',
  'errors.malformed-json': 'no',
  'errors.invalid-request': 'no',
  'errors.batch': 'no',
  'http.accept': 'no',
  'http.content-type': 'no',
  'http.origin': 'no',
  'http.method': 'partly',
  'http.large-body': 'no',
  'http.body-limit': 'no',
  'signin.required': 'no',
  'signin.challenge': 'no',
  'signin.metadata': 'no',
};

/** What the server that can do everything cannot do, since it does the opposite; and how it is made to. */
const gaining: Readonly<Record<string, { without: string[]; before: Verdict }>> = {
  // It keeps sessions.
  'protocol.no-handshake': { without: ['session.required'], before: 'no' },
  // It keeps out pages of other origins.
  'http.cors': { without: ['http.origin', 'http.cors-off'], before: 'no' },
};

function targetAt(url: URL): Target {
  return {
    id: 'full',
    title: 'Full',
    url,
    hosting: undefined,
    place: 'elsewhere',
    headers: { authorization: `Bearer ${token}` },
  };
}

async function probe(without: readonly string[], options: ProbeOptions = {}) {
  const server = await startFullServer(...without);
  try {
    const rows = await probeCapabilities(targetAt(server.url), options);
    return Object.fromEntries(rows.map(({ id, cell }) => [id, cell]));
  } finally {
    await server.close();
  }
}

const verdicts = (cells: Awaited<ReturnType<typeof probe>>): Record<string, Verdict> =>
  Object.fromEntries(Object.entries(cells).map(([id, { verdict }]) => [id, verdict]));

test('a server that can do everything has yes in every row but two, which exclude others', async () => {
  const found = verdicts(await probe([]));
  const expected = allProbes.map(({ id }) => [id, gaining[id]?.before ?? 'yes']);
  expect(found).toEqual(Object.fromEntries(expected));
});

test('every row has a test that flips it', () => {
  const flipped = [...Object.keys(lacking), ...Object.keys(gaining), 'transport.streamable-http'];
  expect(flipped.toSorted()).toEqual(allProbes.map(({ id }) => id).toSorted());
});

// Some wait for what does not come, so they wait together.
describe.concurrent('a server that lacks', () => {
  test.each(Object.entries(lacking))('%s has %s there', async (id, verdict) => {
    const cells = await probe([id], { only: [id] });
    expect(cells[id]).toMatchObject({ verdict, sentence: expect.stringMatching(/^[A-Z].*\.$/) });
    expect(cells[id]!.evidence.length).toBeGreaterThan(0);
  });
});

test.each(Object.entries(gaining))(
  'a server that gains %s has yes there',
  async (id, { without }) => {
    const cells = await probe(without, { only: [id] });
    expect(cells[id]).toMatchObject({ verdict: 'yes' });
  },
);

describe('somebody else’s server', () => {
  test('is not said to lack what it may only not use', async () => {
    // Without this tool it is not known to have the probe catalogue.
    const cells = await probe(['tools.icons', 'exchange.elicitation', 'content.audio', 'stranger']);
    expect(cells['tools.icons']).toMatchObject({
      verdict: 'not observable',
      sentence: 'None of its 10 tools has icons.',
    });
    expect(cells['exchange.elicitation']?.verdict).toBe('not observable');
    expect(cells['content.audio']?.verdict).toBe('not observable');
    expect(cells['tools.output-validation']?.verdict).toBe('not observable');
    expect(cells['content.image']?.verdict).toBe('yes');
  });

  test('has only those tools called that say that they only read', async () => {
    const without = ['stranger', 'tools.annotations'];
    const cells = await probe(without, { only: ['tools.call', 'content.text'] });
    expect(cells['tools.call']).toEqual({
      verdict: 'not observable',
      sentence: 'None of its tools says that it only reads, so none was called.',
      evidence: [],
    });
    const allowed = await probe(without, { only: ['tools.call'], mayCall: ['every_block'] });
    expect(allowed['tools.call']).toMatchObject({
      verdict: 'yes',
      evidence: [{ label: 'tools/call every_block' }],
    });
  });

  test('that gives out sessions and does not care for them has them partly', async () => {
    const cells = await probe(['session.required'], { only: ['transport.sessions'] });
    expect(cells['transport.sessions']?.verdict).toBe('partly');
  });
});

describe('a server that does not let us in', () => {
  const rows = [
    'transport.streamable-http',
    'transport.legacy-sse',
    'signin.required',
    'tools.list',
  ];

  test('is asked at least how to get in', async () => {
    const server = await startFullServer();
    onTestFinished(() => server.close());
    const found = await probeCapabilities({ ...targetAt(server.url), headers: {} }, { only: rows });
    expect(Object.fromEntries(found.map(({ id, cell }) => [id, cell.verdict]))).toEqual({
      'transport.streamable-http': 'not observable',
      'transport.legacy-sse': 'not observable',
      'signin.required': 'yes',
      'tools.list': 'not observable',
    });
    expect(found.at(0)?.cell.sentence).toBe('It did not let us in: HTTP 401.');
  });

  test('may speak the transport of 2024 alone', async () => {
    const server = await startFullServer('post');
    onTestFinished(() => server.close());
    const found = await probeCapabilities(targetAt(server.url), { only: rows });
    expect(found.slice(0, 2).map(({ cell }) => cell.verdict)).toEqual(['no', 'yes']);
  });

  test('may not be there at all', async () => {
    const server = await startFullServer();
    await server.close();
    const found = await probeCapabilities(targetAt(server.url));
    expect(found).toHaveLength(allProbes.length);
    const tools = found.find(({ id }) => id === 'tools.list');
    expect(tools?.cell).toMatchObject({
      verdict: 'not observable',
      sentence: expect.stringContaining('ECONNREFUSED'),
      evidence: [{ label: 'initialize', problem: expect.stringContaining('ECONNREFUSED') }],
    });
  });
});

test('shows no key, token or session id in any cell, and cuts what is long', async () => {
  const cells = await probe([]);
  const shown = JSON.stringify(cells);
  expect(shown).toContain('"authorization":"(hidden)"');
  expect(shown).not.toContain(token);
  expect(shown).toMatch(/"mcp-session-id":"[\da-f]{8}…"/);
  expect(shown).not.toMatch(/"mcp-session-id":"[\da-f]{8}-/);
  const bodies = Object.values(cells).flatMap(({ evidence }) =>
    evidence.flatMap(({ request, response }) => [request.body ?? '', response?.body ?? '']),
  );
  expect(Math.max(...bodies.map((body) => body.length))).toBeLessThanOrEqual(4000);
});

test('shows no key that a server repeats in an error, or that is not fit for a header', async () => {
  const server = await startFullServer('repeats');
  onTestFinished(() => server.close());
  const only = ['tools.list'];
  const [repeated] = await probeCapabilities(targetAt(server.url), { only });
  expect(repeated?.cell.sentence).toBe('The server did not let us in: Wrong: (hidden).');
  const headers = { 'x-functions-key': 'kéy\u{1f511}-of-mine' };
  const [unfit] = await probeCapabilities({ ...targetAt(server.url), headers }, { only });
  expect(unfit?.cell.verdict).toBe('not observable');
  expect(JSON.stringify(unfit)).not.toContain('of-mine');
});

test('tells how far it is, and stops when it is told to, with what it has', async () => {
  const server = await startFullServer();
  onTestFinished(() => server.close());
  const stop = new AbortController();
  const seen: string[] = [];
  const found = await probeCapabilities(targetAt(server.url), {
    signal: stop.signal,
    onProgress({ done, total, title }) {
      seen.push(`${done}/${total} ${title}`);
      if (done === 3) stop.abort();
    },
  });
  expect(seen.slice(0, 3)).toEqual([
    `0/${allProbes.length} A look around`,
    `0/${allProbes.length} Revision 2024-11-05`,
    `1/${allProbes.length} Revision 2025-03-26`,
  ]);
  expect(found.map(({ id }) => id)).toEqual(allProbes.slice(0, 3).map(({ id }) => id));
});

test('a row that hangs ends, and those after it come out all the same', async () => {
  const only = ['protocol.ping', 'protocol.server-info'];
  const [ping, info] = Object.values(await probe(['ping.hangs'], { only }));
  expect(ping).toMatchObject({
    verdict: 'no',
    sentence: 'Answers a ping with silence.',
  });
  expect(info?.verdict).toBe('yes');
});
