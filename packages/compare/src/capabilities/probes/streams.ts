import { type Finding, no, notObservable, partly, yes } from '../finding.ts';
import type { CapabilityProbe, ProbeContext } from '../probe.ts';
import { call, headersOf } from '../wire/session.ts';
import { eventsOf, type Wire } from '../wire/wire.ts';
import { findLegacyEndpoint } from './legacy-sse.ts';
import { describeAnswer } from './shared.ts';

async function opensStream({ wire, session }: ProbeContext): Promise<Finding> {
  const { 'content-type': _, ...headers } = headersOf(session);
  const opened = await wire.send({
    method: 'GET',
    headers: { ...headers, accept: 'text/event-stream' },
    timeout: 1000,
    isEnough: () => true,
  });
  const evidence = wire.evidence('GET', opened);
  const { response } = opened.recorded;
  if (
    response?.status === 200 &&
    response.headers['content-type']?.startsWith('text/event-stream')
  ) {
    return yes('Opens a stream on which it can speak first.', evidence);
  }
  const status = response?.status ?? 0;
  if (status === 405) return no('Opens no stream on which it could speak first (405).', evidence);
  return no(
    status === 0
      ? 'Does not answer a GET in time, so it cannot speak first.'
      : `Answers a GET with ${status}, so it cannot speak first.`,
    evidence,
  );
}

async function speaksLegacySse(wire: Wire): Promise<Finding> {
  const { endpoint, evidence } = await findLegacyEndpoint(wire);
  const isClosed = evidence.some(({ response }) => [401, 403].includes(response?.status ?? 0));
  if (!endpoint && isClosed) return notObservable('It did not let us look.', ...evidence);
  if (!endpoint)
    return no('Has no endpoint for the transport of 2024 (HTTP with SSE).', ...evidence);
  return endpoint.answered
    ? yes(`Serves the transport of 2024 (HTTP with SSE) at ${endpoint.path}.`, ...evidence)
    : partly(
        `Opens a stream of the transport of 2024 at ${endpoint.path}, but answers nothing on it.`,
        ...evidence,
      );
}

async function resumes({ wire, session }: ProbeContext): Promise<Finding> {
  // Some servers answer with streams only where a tool is called; this one does nothing.
  const called = { name: 'no_such_thing_7d3f', arguments: {}, _meta: { progressToken: 'resume' } };
  const answers = [
    await call(wire, session, 'tools/list'),
    await call(wire, session, 'tools/call', called),
  ];
  const answer = answers.find((given) => eventsOf(given).some(({ id }) => id !== undefined));
  const evidence = wire.evidence('An answer', answer ?? answers[1]!);
  const id = answer && eventsOf(answer).find((event) => event.id !== undefined)?.id;
  if (id === undefined) {
    return no('Its answers have no event ids, so a broken stream cannot be resumed.', evidence);
  }
  const { 'content-type': _, ...headers } = headersOf(session);
  const resumed = await wire.send({
    method: 'GET',
    headers: { ...headers, accept: 'text/event-stream', 'last-event-id': id },
    timeout: 1500,
    isEnough: () => true,
  });
  const replayed = wire.evidence('The same stream, resumed', resumed);
  const isStream = resumed.headers.get('content-type')?.startsWith('text/event-stream');
  return resumed.status === 200 && isStream
    ? yes('A stream that broke can be resumed.', evidence, replayed)
    : partly(
        `Its events have ids, but it does not resume: ${describeAnswer(resumed)}.`,
        evidence,
        replayed,
      );
}

/** Streams that a client opens. */
export const streamProbes: readonly CapabilityProbe[] = [
  {
    id: 'transport.server-stream',
    title: 'Stream for the server to speak first',
    probe: opensStream,
  },
  { id: 'transport.resumable', title: 'Streams that can be resumed', probe: resumes },
  {
    id: 'transport.legacy-sse',
    title: 'HTTP with SSE, the transport of 2024',
    probe: ({ wire }) => speaksLegacySse(wire),
    cold: speaksLegacySse,
  },
];
