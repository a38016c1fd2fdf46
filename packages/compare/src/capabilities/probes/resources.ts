import { type Finding, no, notObservable, partly, yes } from '../finding.ts';
import type { CapabilityProbe, ProbeContext } from '../probe.ts';
import { call } from '../wire/session.ts';
import type { Answer } from '../wire/wire.ts';
import { describeAnswer, listedMember, unseen } from './shared.ts';

/** So many resources are read to find one of a kind. */
const mostReads = 8;

function listsResources({ wire, lists: { resources } }: ProbeContext): Finding {
  const evidence = wire.evidence('resources/list', resources.answer);
  if (resources.items.length > 0)
    return yes(`Lists ${resources.items.length} resources.`, evidence);
  return resources.answer.reply?.result
    ? notObservable('It has no resources.', evidence)
    : no(`Has no resources: ${describeAnswer(resources.answer)}.`, evidence);
}

async function reads(
  context: ProbeContext,
  member: 'text' | 'blob',
  what: string,
): Promise<Finding> {
  const { wire, session, lists } = context;
  const { items, answer } = lists.resources;
  const list = wire.evidence('resources/list', answer);
  if (!answer.reply?.result) return no(`Has no resources: ${describeAnswer(answer)}.`, list);
  if (items.length === 0) return notObservable('It lists no resources.', list);
  let last: Answer | undefined;
  for (const { uri } of items.slice(0, mostReads)) {
    last = await call(wire, session, 'resources/read', { uri });
    if (contentsOf(last).some((contents) => typeof contents[member] === 'string')) {
      return yes(`Hands out ${what}.`, wire.evidence('resources/read', last));
    }
  }
  return unseen(
    context,
    `Does not hand out ${what}, although it lists some.`,
    `None of the resources that were read holds ${what}.`,
    last && wire.evidence('resources/read', last),
  );
}

async function readsTemplates(context: ProbeContext): Promise<Finding> {
  const { wire, session, lists } = context;
  const { items, answer } = lists.templates;
  const list = wire.evidence('resources/templates/list', answer);
  if (!answer.reply?.result) return no(`Has no templates: ${describeAnswer(answer)}.`, list);
  if (items.length === 0) {
    return unseen(context, 'Lists no resource template.', 'It lists no resource templates.', list);
  }
  let last: Answer | undefined;
  for (const value of ['1', 'a']) {
    for (const { uriTemplate } of items.slice(0, mostReads)) {
      const uri = uriTemplate.replace(/\{[^}]*\}/g, value);
      last = await call(wire, session, 'resources/read', { uri });
      if (contentsOf(last).length > 0) {
        const read = wire.evidence('resources/read', last);
        return yes('Lists resource templates, and hands out what they stand for.', list, read);
      }
    }
  }
  const read = last && wire.evidence('resources/read', last);
  return context.isProbeServer
    ? partly('Lists resource templates, but does not hand out what they stand for.', list, read)
    : notObservable('It lists resource templates, but no values for them are known.', list, read);
}

function contentsOf({ reply }: Answer): Record<string, unknown>[] {
  const contents = reply?.result?.['contents'];
  return Array.isArray(contents) ? (contents as Record<string, unknown>[]) : [];
}

/** Resources. */
export const resourceProbes: readonly CapabilityProbe[] = [
  { id: 'resources.list', title: 'Resources are listed', probe: listsResources },
  {
    id: 'resources.text',
    title: 'Texts can be read',
    probe: (context) => reads(context, 'text', 'texts'),
  },
  {
    id: 'resources.bytes',
    title: 'Bytes can be read',
    probe: (context) => reads(context, 'blob', 'bytes'),
  },
  { id: 'resources.templates', title: 'Templates', timeout: 20_000, probe: readsTemplates },
  {
    id: 'resources.title',
    title: 'Titles of resources',
    probe: (context) =>
      listedMember(context, context.lists.resources, {
        things: 'resources',
        member: 'a title',
        has: ({ title }) => Boolean(title),
      }),
  },
  {
    id: 'resources.meta',
    title: 'Metadata of a resource (_meta)',
    probe: (context) =>
      listedMember(context, context.lists.resources, {
        things: 'resources',
        member: 'metadata',
        has: ({ _meta }) => Boolean(_meta && Object.keys(_meta).length > 0),
      }),
  },
];
