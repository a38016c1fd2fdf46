import { type Finding, no, notObservable, partly, yes } from '../finding.ts';
import type { CapabilityProbe, ProbeContext } from '../probe.ts';
import type { ListedTool } from '../survey/lists.ts';
import { sampleArguments, wrongValue } from '../survey/sample-arguments.ts';
import { call } from '../wire/session.ts';
import type { Answer } from '../wire/wire.ts';
import { describeAnswer } from './shared.ts';

/** How arguments were refused: best as a result, which models see and can learn from. */
function refused(answer: Answer, what: string, evidence: Finding['evidence'][number]): Finding {
  const { error, result } = answer.reply ?? {};
  if (result?.['isError'] === true) {
    return yes(`Refuses ${what} in a result, so that a model can mend them.`, evidence);
  }
  if (error)
    return partly(
      `Refuses ${what} with an error (${error.code}), which models may not see.`,
      evidence,
    );
  return result
    ? no(`Runs the tool with ${what}.`, evidence)
    : no(`Answers ${what} with ${describeAnswer(answer)}.`, evidence);
}

/** Calls of tools that are harmless whatever they get, with arguments that they say they do not take. */
async function callBadly(
  { wire, session, exercise }: ProbeContext,
  what: string,
  spoil: (tool: ListedTool) => object | undefined,
): Promise<Finding> {
  // Only those that have been called anyway.
  for (const { tool } of exercise.calls) {
    const args = spoil(tool);
    if (!args) continue;
    const answer = await call(wire, session, 'tools/call', { name: tool.name, arguments: args });
    return refused(answer, what, wire.evidence(`tools/call ${tool.name}`, answer));
  }
  return notObservable('No tool that only reads takes arguments that could be wrong.');
}

function withWrongValue({ inputSchema }: ListedTool): object | undefined {
  const properties = Object.entries(inputSchema?.properties ?? {});
  // Texts last: a server may make one of anything.
  const sorted = [...properties].toSorted(
    (a, b) => Number(a[1].type === 'string') - Number(b[1].type === 'string'),
  );
  const wrong = sorted.find(([, schema]) => wrongValue(schema) !== undefined);
  return wrong && { ...sampleArguments(inputSchema), [wrong[0]]: wrongValue(wrong[1]) };
}

function withoutRequired({ inputSchema }: ListedTool): object | undefined {
  const missing = inputSchema?.required?.some(
    (name) => inputSchema.properties?.[name]?.default === undefined,
  );
  return missing ? {} : undefined;
}

/** Arguments that do not fit. */
export const argumentProbes: readonly CapabilityProbe[] = [
  {
    id: 'errors.wrong-argument',
    title: 'Arguments of the wrong type',
    probe: (context) => callBadly(context, 'arguments of the wrong type', withWrongValue),
  },
  {
    id: 'errors.missing-argument',
    title: 'Missing arguments',
    probe: (context) => callBadly(context, 'missing arguments', withoutRequired),
  },
];
