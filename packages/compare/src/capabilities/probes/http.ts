import { type Finding, no, partly, yes } from '../finding.ts';
import type { CapabilityProbe, ProbeContext } from '../probe.ts';
import { call, headersOf } from '../wire/session.ts';
import type { Answer } from '../wire/wire.ts';
import { describeAnswer } from './shared.ts';

const stranger = 'https://stranger.example';

/** A request that a careful server refuses, and the status for it. */
function refusalProbe(
  id: string,
  title: string,
  ask: {
    headers: Readonly<Record<string, string>>;
    status: number;
    label: string;
    refuses: string;
    takes: string;
  },
): CapabilityProbe {
  return {
    id: `http.${id}`,
    title,
    async probe({ wire, session }): Promise<Finding> {
      const headers = { ...headersOf(session), ...ask.headers };
      const answer = await call(wire, session, 'ping', undefined, { headers });
      const evidence = wire.evidence(ask.label, answer);
      if (answer.status === ask.status) return yes(`${ask.refuses} with ${ask.status}.`, evidence);
      if (answer.reply?.result) return no(ask.takes, evidence);
      return partly(
        `${ask.refuses}, but with ${describeAnswer(answer)}, not ${ask.status}.`,
        evidence,
      );
    },
  };
}

async function refusesMethods({ wire, session }: ProbeContext): Promise<Finding> {
  const answer = await wire.send({ method: 'PUT', headers: headersOf(session), body: '{}' });
  const evidence = wire.evidence('PUT', answer);
  if (answer.status !== 405) {
    const refused = answer.status >= 400 && answer.status < 500;
    const what = `a PUT with ${describeAnswer(answer)}, not 405.`;
    return refused ? partly(`Refuses ${what}`, evidence) : no(`Answers ${what}`, evidence);
  }
  return answer.headers.get('allow')
    ? yes('Refuses other methods with 405, and names those that it has.', evidence)
    : partly('Refuses other methods with 405, but does not name those that it has.', evidence);
}

async function sendBig({ wire, session }: ProbeContext, megabytes: number): Promise<Answer> {
  const _meta = { padding: 'x'.repeat(megabytes * 1024 * 1024) };
  const answer = await call(wire, session, 'ping', { _meta }, { timeout: 8000 });
  return answer;
}

async function takesBigBodies(context: ProbeContext): Promise<Finding> {
  const answer = await sendBig(context, 1);
  const evidence = context.wire.evidence('ping with 1 MB', answer);
  return answer.reply?.result
    ? yes('Takes messages of 1 MB.', evidence)
    : no(`Does not take a message of 1 MB: ${describeAnswer(answer)}.`, evidence);
}

async function limitsBodies(context: ProbeContext): Promise<Finding> {
  const answer = await sendBig(context, 8);
  const evidence = context.wire.evidence('ping with 8 MB', answer);
  if (answer.status === 413) return yes('Refuses a message of 8 MB with 413.', evidence);
  return answer.reply?.result
    ? no('Takes messages of 8 MB: it has no limit, or a high one.', evidence)
    : partly(`Refuses a message of 8 MB, but with ${describeAnswer(answer)}, not 413.`, evidence);
}

async function answersPages({ wire, session }: ProbeContext): Promise<Finding> {
  const preflight = await wire.send({
    method: 'OPTIONS',
    headers: {
      origin: stranger,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,mcp-protocol-version,mcp-session-id',
    },
  });
  const headers = { ...headersOf(session), origin: stranger };
  const answer = await call(wire, session, 'ping', undefined, { headers });
  const evidence = [
    wire.evidence('The question that browsers ask first', preflight),
    wire.evidence('ping from a page', answer),
  ];
  const allows = ({ headers: given }: Answer): boolean => given.has('access-control-allow-origin');
  const good = preflight.status >= 200 && preflight.status < 300;
  if (good && allows(preflight) && allows(answer)) {
    return yes('Pages of another origin may call it from a browser.', ...evidence);
  }
  return allows(preflight) || allows(answer)
    ? partly(
        'Allows pages of another origin only half of what a browser wants to know.',
        ...evidence,
      )
    : no('Pages of another origin cannot call it from a browser.', ...evidence);
}

/** How it treats requests that are odd as HTTP. */
export const httpProbes: readonly CapabilityProbe[] = [
  refusalProbe('accept', 'A client that accepts neither form', {
    headers: { accept: 'text/html' },
    status: 406,
    label: 'ping, accepting HTML',
    refuses: 'Refuses a client that could not read the answer',
    takes: 'Does not look at what a client accepts.',
  }),
  refusalProbe('content-type', 'A body that is not called JSON', {
    headers: { 'content-type': 'text/plain' },
    status: 415,
    label: 'ping as plain text',
    refuses: 'Refuses a body that is not called JSON',
    takes: 'Takes a body that is not called JSON, so a page could send one without asking.',
  }),
  refusalProbe('origin', 'Requests from unknown web pages', {
    headers: { origin: stranger },
    status: 403,
    label: 'ping from an unknown page',
    refuses: 'Refuses pages of unknown origin',
    takes: 'Answers pages of any origin, and leaves it to others to keep them out.',
  }),
  { id: 'http.method', title: 'Other methods', probe: refusesMethods },
  { id: 'http.large-body', title: 'Messages of 1 MB', timeout: 12_000, probe: takesBigBodies },
  { id: 'http.body-limit', title: 'A limit for messages', timeout: 12_000, probe: limitsBodies },
  { id: 'http.cors', title: 'Web pages may call it (CORS)', probe: answersPages },
];
