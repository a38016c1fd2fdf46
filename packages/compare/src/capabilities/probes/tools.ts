import { type Finding, no, notObservable, partly, yes } from '../finding.ts';
import type { CapabilityProbe, ProbeContext } from '../probe.ts';
import type { ToolCall } from '../survey/exercise.ts';
import type { ListedTool, Schema } from '../survey/lists.ts';
import { probeTools } from '../survey/probe-server.ts';
import { call } from '../wire/session.ts';
import { describeAnswer, listedMember, noCalls, shownCall, unseenInCalls } from './shared.ts';

function listsTools({ wire, lists: { tools } }: ProbeContext): Finding {
  const evidence = wire.evidence('tools/list', tools.answer);
  if (tools.items.length > 0) return yes(`Lists ${tools.items.length} tools.`, evidence);
  return tools.answer.reply?.result
    ? notObservable('It has no tools.', evidence)
    : no(`Lists no tools: ${describeAnswer(tools.answer)}.`, evidence);
}

function callsTools(context: ProbeContext): Finding {
  const { calls } = context.exercise;
  if (calls.length === 0) return notObservable(noCalls(context));
  const good = calls.find(({ result }) => result && result['isError'] !== true);
  if (good) return yes('Answers calls of tools.', shownCall(context, good));
  const failed = calls.find(({ result }) => result);
  return failed
    ? partly('Answers calls of tools, but each said that it failed.', shownCall(context, failed))
    : no('Answers no call of a tool.', shownCall(context, calls[0]!));
}

/** A row that one answer to a call can show. */
function inResults(
  context: ProbeContext,
  has: (call: ToolCall) => boolean,
  found: string,
  lacking: string,
): Finding {
  const { calls } = context.exercise;
  const seen = calls.find(has);
  if (seen) return yes(found, shownCall(context, seen));
  const unused = `None of the ${calls.length} answers has it.`;
  return unseenInCalls(context, probeTools.everyBlock, lacking, unused);
}

/** Whether a schema has members within members. */
function isNested({ properties = {} }: Schema): boolean {
  return Object.values(properties).some(
    (property) =>
      Object.keys(property.properties ?? {}).length > 0 ||
      Object.keys(property.items?.properties ?? {}).length > 0,
  );
}

const constraints = [
  'enum',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'pattern',
  'maxItems',
  'minItems',
];

function isConstrained(schema: Schema): boolean {
  return Object.entries(schema).some(
    ([name, value]) =>
      constraints.includes(name) ||
      (name === 'properties' && Object.values(value as object).some(isConstrained)) ||
      (name === 'items' && typeof value === 'object' && isConstrained(value as Schema)),
  );
}

const listed = (
  id: string,
  title: string,
  member: string,
  has: (tool: ListedTool) => boolean,
): CapabilityProbe => ({
  id: `tools.${id}`,
  title,
  probe: (context) => listedMember(context, context.lists.tools, { things: 'tools', member, has }),
});

async function takesNestedInput(context: ProbeContext): Promise<Finding> {
  const { isProbeServer, lists, session, wire } = context;
  const finding = listedMember(context, lists.tools, {
    things: 'tools',
    member: 'a nested input schema',
    has: ({ inputSchema }) => isNested(inputSchema ?? {}),
  });
  if (finding.verdict !== 'yes' || !isProbeServer) return finding;
  const answer = await call(wire, session, 'tools/call', {
    name: probeTools.nested,
    arguments: { place: { city: 'Oslo', tags: ['cold'] } },
  });
  const evidence = [...finding.evidence, wire.evidence('A call with nested arguments', answer)];
  return JSON.stringify(answer.reply?.result ?? {}).includes('Oslo')
    ? yes('Tells clients of nested arguments, and takes them.', ...evidence)
    : partly('Tells clients of nested arguments, but does not take them.', ...evidence);
}

function isValidated(context: ProbeContext): Finding {
  const { isProbeServer, exercise } = context;
  const seen = exercise.calls.find(({ tool }) => tool.name === probeTools.lying);
  if (!isProbeServer || !seen || seen.isUnanswered) {
    return notObservable(
      'Only a tool that breaks its own schema could show it, and none is known here.',
    );
  }
  const { result } = seen;
  const evidence = shownCall(context, seen);
  if (!result)
    return yes('Refuses a tool’s output that does not fit its schema, as an error.', evidence);
  return result['isError'] === true
    ? yes('Refuses a tool’s output that does not fit its schema.', evidence)
    : no('Passes on an output that does not fit the schema of its tool.', evidence);
}

/** What tools may have, and may say of themselves. */
export const toolProbes: readonly CapabilityProbe[] = [
  { id: 'tools.list', title: 'Tools are listed', probe: listsTools },
  { id: 'tools.call', title: 'Tools can be called', probe: callsTools },
  listed('title', 'Titles', 'a title', ({ title }) => Boolean(title)),
  listed('annotations', 'Annotations', 'annotations', ({ annotations }) =>
    Boolean(annotations && Object.keys(annotations).length > 0),
  ),
  listed('icons', 'Icons', 'icons', ({ icons }) => Boolean(icons?.length)),
  listed('meta', 'Metadata of a tool (_meta)', 'metadata', ({ _meta }) =>
    Boolean(_meta && Object.keys(_meta).length > 0),
  ),
  { id: 'tools.nested-input', title: 'Nested arguments', probe: takesNestedInput },
  listed('constraints', 'Bounds and choices in schemas', 'bounds or choices', ({ inputSchema }) =>
    isConstrained(inputSchema ?? {}),
  ),
  listed('output-schema', 'Output schemas', 'an output schema', ({ outputSchema }) =>
    Boolean(outputSchema),
  ),
  {
    id: 'tools.structured-content',
    title: 'Structured content',
    probe: (context) =>
      inResults(
        context,
        ({ result }) => typeof result?.['structuredContent'] === 'object',
        'Answers with structured content besides text.',
        'Answers with content for people only.',
      ),
  },
  { id: 'tools.output-validation', title: 'Outputs are checked', probe: isValidated },
  {
    id: 'tools.result-meta',
    title: 'Metadata of an answer (_meta)',
    probe: (context) =>
      inResults(
        context,
        ({ result }) => Object.keys((result?.['_meta'] as object | undefined) ?? {}).length > 0,
        'Passes on the metadata of an answer.',
        'Does not pass on the metadata of an answer.',
      ),
  },
];
