import { type Finding, no, notObservable, partly, yes } from '../finding.ts';
import type { CapabilityProbe, ProbeContext } from '../probe.ts';
import type { Recorded } from '../wire/recorded.ts';
import { initialize, newestRevision, notify } from '../wire/session.ts';
import type { Wire } from '../wire/wire.ts';
import { sessionProbes } from './sessions.ts';
import { describeAnswer } from './shared.ts';
import { streamProbes } from './streams.ts';

/** Where no session could be opened. */
async function doesNotSpeakStreamableHttp(wire: Wire): Promise<Finding> {
  const answer = await initialize(wire, newestRevision);
  const evidence = wire.evidence('initialize', answer);
  return [404, 405].includes(answer.status)
    ? no(`Does not answer messages that are posted to it: ${describeAnswer(answer)}.`, evidence)
    : notObservable(`It did not let us in: ${describeAnswer(answer)}.`, evidence);
}

function speaksStreamableHttp({ wire, session }: ProbeContext): Finding {
  const evidence = wire.evidence('initialize', session.answer);
  return yes('Answers JSON-RPC messages that are posted to one endpoint.', evidence);
}

/** A row about the form of answers to requests: who has seen it once knows that the server can do it. */
function answersAs(context: ProbeContext, type: string, name: string): Finding {
  const { wire, session, lists, exercise } = context;
  const seen: Recorded[] = [
    session.answer.recorded,
    ...Object.values(lists).map(({ answer }) => answer.recorded),
    ...exercise.calls.map(({ recorded }) => recorded),
  ];
  const isOf = ({ response }: Recorded): boolean =>
    response?.status === 200 && (response.headers['content-type']?.startsWith(type) ?? false);
  const found = seen.filter(isOf);
  if (found.length === 0 && exercise.calls.length === 0) {
    const answer = wire.evidence('An answer', seen[0]!);
    return notObservable(`None of ${seen.length} answers is ${name}; no tool was called.`, answer);
  }
  if (found.length === 0) {
    return no(`None of ${seen.length} answers is ${name}.`, wire.evidence('An answer', seen[0]!));
  }
  return yes(
    found.length === seen.length
      ? `Answers with ${name}, always.`
      : `Answers with ${name} (${found.length} of ${seen.length} times).`,
    wire.evidence('An answer', found[0]!),
  );
}

async function takesNotifications({ wire, session }: ProbeContext): Promise<Finding> {
  const answer = await notify(wire, session, 'notifications/initialized');
  const evidence = wire.evidence('notifications/initialized', answer);
  const isEmpty = answer.text === '';
  if (answer.status === 202 && isEmpty)
    return yes('Takes a notification with 202, without a body.', evidence);
  return answer.status >= 200 && answer.status < 300
    ? partly(
        `Takes a notification with ${answer.status}${isEmpty ? '' : ' and a body'}, not 202.`,
        evidence,
      )
    : no(`Does not take a notification: ${describeAnswer(answer)}.`, evidence);
}

async function answersPlainJsonClients({ wire }: ProbeContext): Promise<Finding> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const answer = await initialize(wire, newestRevision, { headers });
  const evidence = wire.evidence('initialize, accepting JSON only', answer);
  return answer.reply?.result && answer.headers.get('content-type')?.startsWith('application/json')
    ? yes('Answers a client that cannot read event streams.', evidence)
    : no(
        `Clients must accept event streams: ${answer.reply?.result ? 'it sends one anyway' : describeAnswer(answer)}.`,
        evidence,
      );
}

/** How messages travel. */
export const transportProbes: readonly CapabilityProbe[] = [
  {
    id: 'transport.streamable-http',
    title: 'Streamable HTTP',
    probe: speaksStreamableHttp,
    cold: doesNotSpeakStreamableHttp,
  },
  {
    id: 'transport.json',
    title: 'Answers as JSON',
    probe: (context) => answersAs(context, 'application/json', 'plain JSON'),
  },
  {
    id: 'transport.event-stream',
    title: 'Answers as event streams',
    probe: (context) => answersAs(context, 'text/event-stream', 'an event stream'),
  },
  {
    id: 'transport.json-only-client',
    title: 'Clients that accept JSON only',
    probe: answersPlainJsonClients,
  },
  ...streamProbes,
  ...sessionProbes,
  { id: 'transport.notification', title: 'Takes notifications', probe: takesNotifications },
];
