import { type Finding, no, notObservable, partly, yes } from '../finding.ts';
import type { CapabilityProbe, ProbeContext } from '../probe.ts';
import { probeTools } from '../survey/probe-server.ts';
import { call } from '../wire/session.ts';
import type { Answer } from '../wire/wire.ts';
import { probeCancellation, probeDisconnect } from './cancellation.ts';
import { describeAnswer, shownCall, unseenInCalls } from './shared.ts';

/** So many arguments are tried. */
const mostCompletions = 8;

/** What can be completed: arguments of prompts and parameters of templates. */
function completable({ lists }: ProbeContext): { ref: object; argument: string }[] {
  const prompts = lists.prompts.items.flatMap(({ name, arguments: args = [] }) =>
    args.map((argument) => ({ ref: { type: 'ref/prompt', name }, argument: argument.name })),
  );
  const templates = lists.templates.items.flatMap(({ uriTemplate }) =>
    [...uriTemplate.matchAll(/\{[+#./;?&]?(\w+)[^}]*\}/g)].map((match) => ({
      ref: { type: 'ref/resource', uri: uriTemplate },
      argument: match[1]!,
    })),
  );
  return [...prompts, ...templates];
}

async function completes(context: ProbeContext): Promise<Finding> {
  const { wire, session } = context;
  const tries = completable(context).slice(0, mostCompletions);
  if (tries.length === 0)
    tries.push({ ref: { type: 'ref/prompt', name: 'none' }, argument: 'none' });
  let last: Answer | undefined;
  for (const { ref, argument } of tries) {
    last = await call(wire, session, 'completion/complete', {
      ref,
      argument: { name: argument, value: '' },
    });
    const evidence = wire.evidence('completion/complete', last);
    if (last.reply?.error?.code === -32601) return no('Knows no completions (-32601).', evidence);
    const { values } = (last.reply?.result?.['completion'] ?? {}) as { values?: unknown };
    if (Array.isArray(values) && values.length > 0) {
      return yes('Suggests values for arguments.', evidence);
    }
  }
  const evidence = wire.evidence('completion/complete', last!);
  return last!.reply?.result
    ? partly('Takes the question for completions, but suggests nothing.', evidence)
    : notObservable(`It has nothing to complete: ${describeAnswer(last!)}.`, evidence);
}

/** A row about what the server asks of the client while a tool runs. */
function asks(id: string, title: string, method: string, what: string): CapabilityProbe {
  return {
    id: `exchange.${id}`,
    title,
    probe(context): Finding {
      const { calls, heard } = context.exercise;
      const during = calls.find((made) => made.heard.some((item) => item.method === method));
      // It may have asked on its own stream meanwhile, for reasons of its own.
      if (during?.recorded.response?.body.includes(method)) {
        return yes(`Its tools can ${what}.`, shownCall(context, during));
      }
      if (heard.some((item) => item.method === method)) {
        const { stream } = context.exercise;
        return yes(
          `It can ${what}, on its own stream.`,
          stream && context.wire.evidence('GET', stream),
        );
      }
      return unseenInCalls(
        context,
        probeTools.asking,
        `Its tools have no way to ${what}.`,
        `None of the ${calls.length} tools that were called wanted to ${what}.`,
      );
    },
  };
}

async function pages({ wire, session, lists }: ProbeContext): Promise<Finding> {
  for (const [name, { answer }] of Object.entries(lists)) {
    if (typeof answer.reply?.result?.['nextCursor'] === 'string') {
      return yes(
        `Hands out long lists in pages (${name}).`,
        wire.evidence(`The list of ${name}`, answer),
      );
    }
  }
  const answer = await call(wire, session, 'tools/list', { cursor: 'no-such-page' });
  const evidence = wire.evidence('tools/list with a cursor that never was', answer);
  if (answer.reply?.result) {
    return no('Knows no pages: it ignores a cursor and hands out the whole list.', evidence);
  }
  return answer.reply?.error?.code === -32602
    ? notObservable('It knows cursors, but its lists are too short for pages.', evidence)
    : notObservable(
        `Its lists have one page; an unknown cursor is ${describeAnswer(answer)}.`,
        evidence,
      );
}

/** What goes beyond one question and one answer. */
export const exchangeProbes: readonly CapabilityProbe[] = [
  { id: 'exchange.completions', title: 'Completions', timeout: 20_000, probe: completes },
  { id: 'exchange.pagination', title: 'Lists in pages', probe: pages },
  asks('elicitation', 'Elicitation: asking the user', 'elicitation/create', 'ask the user'),
  asks(
    'sampling',
    'Sampling: asking the client’s model',
    'sampling/createMessage',
    'ask the client’s model',
  ),
  asks(
    'roots',
    'Roots: asking for the client’s folders',
    'roots/list',
    'ask for the client’s folders',
  ),
  {
    id: 'exchange.cancellation',
    title: 'Cancellation by a message',
    timeout: 15_000,
    probe: probeCancellation,
  },
  {
    id: 'exchange.disconnect',
    title: 'A tool learns that its client has gone',
    timeout: 15_000,
    probe: probeDisconnect,
  },
];
