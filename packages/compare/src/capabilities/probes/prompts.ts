import { type Finding, no, notObservable, partly, yes } from '../finding.ts';
import type { CapabilityProbe, ProbeContext } from '../probe.ts';
import type { ListedPrompt } from '../survey/lists.ts';
import { call } from '../wire/session.ts';
import type { Answer } from '../wire/wire.ts';
import { describeAnswer, listedMember } from './shared.ts';

function listsPrompts({ wire, lists: { prompts } }: ProbeContext): Finding {
  const evidence = wire.evidence('prompts/list', prompts.answer);
  if (prompts.items.length > 0) return yes(`Lists ${prompts.items.length} prompts.`, evidence);
  return prompts.answer.reply?.result
    ? notObservable('It has no prompts.', evidence)
    : no(`Has no prompts: ${describeAnswer(prompts.answer)}.`, evidence);
}

async function rendersPrompts({ wire, session, lists }: ProbeContext): Promise<Finding> {
  const { items, answer } = lists.prompts;
  if (items.length === 0) return withoutPrompts(wire.evidence('prompts/list', answer), answer);
  let last: Answer | undefined;
  for (const { name, arguments: args = [] } of items.slice(0, 5)) {
    const values = Object.fromEntries(
      args.filter(({ required }) => required).map((argument) => [argument.name, 'something']),
    );
    last = await call(wire, session, 'prompts/get', { name, arguments: values });
    if (Array.isArray(last.reply?.result?.['messages'])) {
      return yes('Hands out prompts, filled in.', wire.evidence('prompts/get', last));
    }
  }
  return no(
    `Lists prompts, but does not hand them out: ${describeAnswer(last!)}.`,
    wire.evidence('prompts/get', last!),
  );
}

async function checksArguments({ wire, session, lists }: ProbeContext): Promise<Finding> {
  const { items, answer } = lists.prompts;
  const list = wire.evidence('prompts/list', answer);
  const prompt = items.find(needsArguments);
  if (!prompt) {
    return items.length === 0
      ? withoutPrompts(list, answer)
      : notObservable('None of its prompts needs an argument.', list);
  }
  const asked = await call(wire, session, 'prompts/get', { name: prompt.name, arguments: {} });
  const evidence = [list, wire.evidence('prompts/get without its argument', asked)];
  if (asked.reply?.error?.code === -32602) {
    return yes('Refuses a prompt without its argument (-32602).', ...evidence);
  }
  return asked.reply?.result
    ? no('Fills in a prompt without an argument that it says it needs.', ...evidence)
    : partly(`Answers a prompt without its argument with ${describeAnswer(asked)}.`, ...evidence);
}

function needsArguments({ arguments: args = [] }: ListedPrompt): boolean {
  return args.some(({ required }) => required);
}

function withoutPrompts(evidence: Finding['evidence'][number], answer: Answer): Finding {
  return answer.reply?.result
    ? notObservable('It has no prompts.', evidence)
    : no(`Has no prompts: ${describeAnswer(answer)}.`, evidence);
}

/** Prompts. */
export const promptProbes: readonly CapabilityProbe[] = [
  { id: 'prompts.list', title: 'Prompts are listed', probe: listsPrompts },
  { id: 'prompts.get', title: 'Prompts are filled in', probe: rendersPrompts },
  { id: 'prompts.arguments', title: 'Required arguments are checked', probe: checksArguments },
  {
    id: 'prompts.title',
    title: 'Titles of prompts',
    probe: (context) =>
      listedMember(context, context.lists.prompts, {
        things: 'prompts',
        member: 'a title',
        has: ({ title }) => Boolean(title),
      }),
  },
];
