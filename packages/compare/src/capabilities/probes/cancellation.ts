import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Exchange } from '../../report/capabilities.ts';
import { type Finding, no, notObservable, yes } from '../finding.ts';
import type { ProbeContext } from '../probe.ts';
import { probeTools } from '../survey/probe-server.ts';
import { call, headersOf, notify, openSession, type Session } from '../wire/session.ts';
import type { Answer, RpcMessage, Wire } from '../wire/wire.ts';

/** How long the tool of the probe catalogue waits, in milliseconds. */
const waits = 1500;

/** Starts a call, cancels it by a message, and looks whether its tool has learned of it. */
export async function probeCancellation(context: ProbeContext): Promise<Finding> {
  if (!context.isProbeServer) return watchProgress(context);
  const requestId = `cancel-${randomUUID()}`;
  return watchWaiting(context, requestId, async (session) => [
    context.wire.evidence(
      'notifications/cancelled',
      await notify(context.wire, session, 'notifications/cancelled', {
        requestId,
        reason: 'A probe',
      }),
    ),
  ]);
}

/** Starts a call, goes away, and looks whether its tool has learned of it. */
export function probeDisconnect(context: ProbeContext): Promise<Finding> | Finding {
  if (!context.isProbeServer) {
    return notObservable('Only a tool that tells of it could show it, and none is known here.');
  }
  return watchWaiting(context, `leave-${randomUUID()}`, (_, leave) => {
    leave();
    return Promise.resolve([]);
  });
}

/** With the probe catalogue: one tool waits, another one tells how the wait ended. */
async function watchWaiting(
  { wire, session }: ProbeContext,
  requestId: string,
  stop: (session: Session, leave: () => void) => Promise<Exchange[]>,
): Promise<Finding> {
  const id = randomUUID();
  const leaving = new AbortController();
  const waiting = startCall(
    wire,
    session,
    requestId,
    probeTools.waiting,
    { id, milliseconds: waits },
    leaving.signal,
  );
  const started = await pollState(wire, session, id, (state) => state !== 'unknown');
  if (started.state === 'unknown') {
    leaving.abort();
    return notObservable(
      'The tool that waits did not begin.',
      wire.evidence('tools/call waited', started.answer),
    );
  }
  const stopped = await stop(session, () => leaving.abort());
  const ended = await pollState(wire, session, id, (state) => state !== 'running');
  leaving.abort();
  const evidence = [
    wire.evidence('tools/call waiting', await waiting),
    ...stopped,
    wire.evidence('What became of it', ended.answer),
  ];
  if (ended.state === 'gone') return yes('The tool learns of it, and can stop.', ...evidence);
  return ended.state === 'done'
    ? no('The tool never learns of it, and runs to its end.', ...evidence)
    : notObservable('It did not come out how the wait ended.', ...evidence);
}

/** Asks how a wait goes, until it is as wanted or time is up. */
async function pollState(
  wire: Wire,
  session: Session,
  id: string,
  isWanted: (state: string) => boolean,
): Promise<{ state: string; answer: Answer }> {
  const end = performance.now() + waits * 2;
  for (;;) {
    const params = { name: probeTools.waited, arguments: { id } };
    const answer = await call(wire, session, 'tools/call', params);
    const content = answer.reply?.result?.['content'] as { text?: string }[] | undefined;
    const state = /"state":"(\w+)"/.exec(content?.[0]?.text ?? '')?.[1] ?? 'unknown';
    if (isWanted(state) || performance.now() > end || wire.signal.aborted) return { state, answer };
    await setTimeout(50);
  }
}

/** On another server: a tool that reports progress for long; does it fall silent when it is cancelled? */
async function watchProgress({ wire, exercise }: ProbeContext): Promise<Finding> {
  const slow = exercise.calls.find(
    ({ result, heard }) =>
      !result && heard.some(({ method }) => method === 'notifications/progress'),
  );
  if (!slow) {
    return notObservable(
      'None of the tools that were called runs long enough, with progress, to show it.',
    );
  }
  const session = await openSession(wire);
  if (!session) return notObservable('It opened no session of its own for this.');
  const requestId = `cancel-${randomUUID()}`;
  const leaving = new AbortController();
  const messages: { at: number; message: RpcMessage }[] = [];
  const note = (message: RpcMessage): boolean => {
    messages.push({ at: performance.now(), message });
    return isReply(message);
  };
  const running = startCall(
    wire,
    session,
    requestId,
    slow.tool.name,
    slow.arguments,
    leaving.signal,
    note,
  );
  const start = performance.now();
  while (messages.length === 0 && performance.now() - start < 5000) await setTimeout(50);
  const rhythm = (messages[0]?.at ?? start) - start;
  const cancelled = await notify(wire, session, 'notifications/cancelled', {
    requestId,
    reason: 'A probe',
  });
  const from = performance.now();
  const isOver = (): boolean => messages.some(({ at }) => at > from);
  // Two steps of silence are a sign, if it was not silent before.
  const silence = Math.min(rhythm * 2 + 500, 6000);
  while (!isOver() && performance.now() - from < silence && !wire.signal.aborted)
    await setTimeout(50);
  leaving.abort();
  const evidence = [
    wire.evidence(`tools/call ${slow.tool.name}`, await running),
    wire.evidence('notifications/cancelled', cancelled),
  ];
  if (messages.length === 0)
    return notObservable('Its tool reported no progress this time.', ...evidence);
  return isOver()
    ? no('A tool that is cancelled goes on reporting progress.', ...evidence)
    : yes('A tool that is cancelled falls silent.', ...evidence);
}

function startCall(
  wire: Wire,
  session: Session,
  requestId: string,
  name: string,
  args: object,
  signal: AbortSignal,
  note: (message: RpcMessage) => boolean = isReply,
): Promise<Answer> {
  const params = { name, arguments: args, _meta: { progressToken: requestId } };
  return wire.send({
    headers: headersOf(session),
    body: JSON.stringify({ jsonrpc: '2.0', id: requestId, method: 'tools/call', params }),
    timeout: 12_000,
    isEnough: note,
    signal,
  });
}

function isReply({ result, error }: RpcMessage): boolean {
  return result !== undefined || error !== undefined;
}
