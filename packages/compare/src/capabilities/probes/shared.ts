import type { Exchange } from '../../report/capabilities.ts';
import { type Finding, no, notObservable, yes } from '../finding.ts';
import type { ProbeContext } from '../probe.ts';
import type { ToolCall } from '../survey/exercise.ts';
import type { Listed, Listing } from '../survey/lists.ts';
import { tooLate } from '../wire/recording-fetch.ts';
import type { Answer } from '../wire/wire.ts';

/**
 * The verdict where something was not seen: on the probe catalogue, which has it, the server lacks it; on
 * another server it may only be unused.
 */
export function unseen(
  { isProbeServer }: ProbeContext,
  lacking: string,
  unused: string,
  ...evidence: (Exchange | undefined)[]
): Finding {
  return isProbeServer ? no(lacking, ...evidence) : notObservable(unused, ...evidence);
}

/**
 * The verdict where the calls of tools did not show something.
 * @param showing the tool of the probe catalogue that has it
 */
export function unseenInCalls(
  context: ProbeContext,
  showing: string,
  lacking: string,
  unused: string,
): Finding {
  const { calls } = context.exercise;
  if (calls.length === 0) return notObservable(noCalls(context));
  const made = calls.find(({ tool }) => tool.name === showing) ?? calls[0]!;
  const evidence = shownCall(context, made);
  if (context.isProbeServer && made.isUnanswered) {
    return notObservable(`The tool ${made.tool.name} was not answered in time.`, evidence);
  }
  return unseen(context, lacking, unused, evidence);
}

/** Why nothing is known of calls. */
export function noCalls({ exercise, lists }: ProbeContext): string {
  if (exercise.problem) return `The official client cannot connect: ${exercise.problem}`;
  return lists.tools.items.length === 0
    ? 'It has no tools.'
    : 'None of its tools says that it only reads, so none was called.';
}

/** The evidence of a call, named by its tool. */
export function shownCall({ wire }: ProbeContext, { tool, recorded }: ToolCall): Exchange {
  return wire.evidence(`tools/call ${tool.name}`, recorded);
}

/** What is known of an answer that is no result: its error, or its status. */
export function describeAnswer({ status, reply, recorded, headers }: Answer): string {
  if (reply?.error) return `error ${reply.error.code}`;
  if (reply?.result) return 'a result';
  if (status === 0) {
    return recorded.problem === tooLate
      ? 'silence'
      : `a broken connection (${recorded.problem ?? 'nothing came'})`;
  }
  const type = headers.get('content-type')?.split(';')[0];
  return `HTTP ${status}${type && !recorded.response?.body ? ' without a body' : ''}`;
}

/** What the server says of itself at the handshake. */
export function advertised(
  { session }: ProbeContext,
  name: string,
): Record<string, unknown> | undefined {
  const capabilities = session.result['capabilities'] as Record<string, unknown> | undefined;
  return capabilities?.[name] as Record<string, unknown> | undefined;
}

/** A row about a member that items of a list may have. */
export function listedMember<Item extends Listed>(
  context: ProbeContext,
  { items, answer }: Listing<Item>,
  { things, member, has }: { things: string; member: string; has: (item: Item) => boolean },
): Finding {
  const evidence = context.wire.evidence(`The list of ${things}`, answer);
  const count = items.filter(has).length;
  if (count > 0) return yes(`Lists ${member} (${count} of ${items.length} ${things}).`, evidence);
  if (items.length === 0) return notObservable(`It lists no ${things}.`, evidence);
  return unseen(
    context,
    `Lists ${things} without ${member}, although they have it.`,
    `None of its ${items.length} ${things} has ${member}.`,
    evidence,
  );
}
