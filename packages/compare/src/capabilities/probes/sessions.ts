import { type Finding, no, notObservable, partly, yes } from '../finding.ts';
import type { CapabilityProbe, ProbeContext } from '../probe.ts';
import { call, headersOf, openSession } from '../wire/session.ts';
import { describeAnswer } from './shared.ts';

async function keepsSessions({ wire, session }: ProbeContext): Promise<Finding> {
  const opened = wire.evidence('initialize', session.answer);
  if (session.id === undefined) return no('Gives out no session ids: it is stateless.', opened);
  const without = await call(wire, { ...session, id: '' }, 'tools/list', undefined, {
    headers: omit(headersOf(session), 'mcp-session-id'),
  });
  const unknown = await call(wire, { ...session, id: 'no-such-session' }, 'tools/list');
  const evidence = [
    opened,
    wire.evidence('A request without the session', without),
    wire.evidence('A request in a session that never was', unknown),
  ];
  if (without.reply?.result) {
    return partly('Gives out session ids, but answers without one just as well.', ...evidence);
  }
  return unknown.status === 404
    ? yes('Keeps sessions, and says 404 where it does not know one.', ...evidence)
    : partly(
        `Keeps sessions, but answers one that it does not know with ${describeAnswer(unknown)}.`,
        ...evidence,
      );
}

async function endsSessions({ wire, session }: ProbeContext): Promise<Finding> {
  if (session.id === undefined) {
    return no('Has no sessions to end.', wire.evidence('initialize', session.answer));
  }
  const own = await openSession(wire);
  if (!own)
    return notObservable(
      'It opened no second session.',
      wire.evidence('initialize', wire.recorded.at(-1)!),
    );
  const { 'content-type': _, ...headers } = headersOf(own);
  const ended = await wire.send({ method: 'DELETE', headers });
  const after = await call(wire, own, 'tools/list');
  const evidence = [wire.evidence('DELETE', ended), wire.evidence('A request afterwards', after)];
  if (ended.status < 200 || ended.status > 299) {
    return no(`Does not let a client end its session: ${describeAnswer(ended)}.`, ...evidence);
  }
  return after.reply?.result
    ? partly('Says that a session has ended, and answers in it nevertheless.', ...evidence)
    : yes('A client can end its session.', ...evidence);
}

function omit(headers: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));
}

/** Sessions. */
export const sessionProbes: readonly CapabilityProbe[] = [
  { id: 'transport.sessions', title: 'Sessions', probe: keepsSessions },
  { id: 'transport.session-end', title: 'Sessions that a client can end', probe: endsSessions },
];
