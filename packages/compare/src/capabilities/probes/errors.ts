import { type Finding, no, notObservable, partly, yes } from '../finding.ts';
import type { CapabilityProbe, ProbeContext } from '../probe.ts';
import { probeSecret, probeTools } from '../survey/probe-server.ts';
import { call } from '../wire/session.ts';
import { malformedProbes } from './malformed.ts';
import { describeAnswer } from './shared.ts';
import { argumentProbes } from './wrong-arguments.ts';

const nowhere = 'no_such_thing_7d3f';

/** A row about something that is not there, and the error that the protocol has for it. */
function unknownProbe(
  id: string,
  title: string,
  ask: {
    method: string;
    params: object;
    what: string;
    codes: readonly number[];
    from?: 'resources' | 'prompts';
  },
): CapabilityProbe {
  const { method, params, what, codes, from } = ask;
  return {
    id: `errors.${id}`,
    title,
    async probe({ wire, session, lists }): Promise<Finding> {
      const answer = await call(wire, session, method, params);
      const evidence = wire.evidence(method, answer);
      const { error, result } = answer.reply ?? {};
      if (from && !lists[from].answer.reply?.result) {
        return notObservable(`It has no ${from}.`, evidence);
      }
      if (error?.code !== undefined && codes.includes(error.code)) {
        return yes(`Answers ${what} with the error of the protocol (${error.code}).`, evidence);
      }
      if (error) return partly(`Answers ${what} with another error (${error.code}).`, evidence);
      if (result?.['isError'] === true) {
        return partly(
          `Answers ${what} with a result that says it failed, not with an error.`,
          evidence,
        );
      }
      return no(`Answers ${what} with ${describeAnswer(answer)}.`, evidence);
    },
  };
}

async function tellsToolErrors({ wire, session, isProbeServer }: ProbeContext): Promise<Finding> {
  if (!isProbeServer) return notObservable('No tool is known here that fails when it is told to.');
  const text = 'Mend this, please.';
  const answer = await call(wire, session, 'tools/call', {
    name: probeTools.failing,
    arguments: { text },
  });
  const evidence = wire.evidence('tools/call failing', answer);
  const { result, error } = answer.reply ?? {};
  const told = JSON.stringify(result ?? error ?? {}).includes(text);
  if (result?.['isError'] === true && told) {
    return yes('A tool can tell the model what went wrong.', evidence);
  }
  return told || result?.['isError'] === true
    ? partly(
        'A tool can fail, but its message does not come as the result of a failed call.',
        evidence,
      )
    : no('A model does not learn what went wrong in a tool.', evidence);
}

async function hidesThrownErrors({ wire, session, isProbeServer }: ProbeContext): Promise<Finding> {
  if (!isProbeServer)
    return notObservable('No tool is known here that crashes when it is told to.');
  const answer = await call(wire, session, 'tools/call', {
    name: probeTools.throwing,
    arguments: {},
  });
  const evidence = wire.evidence('tools/call throwing', answer);
  const { result, error } = answer.reply ?? {};
  if (answer.text.includes(probeSecret))
    return no('Shows clients the text of an error that nobody meant for them.', evidence);
  if (result?.['isError'] === true)
    return yes('A tool that crashes fails in a result, without its secrets.', evidence);
  return error
    ? partly(
        `A tool that crashes is an error of the protocol (${error.code}), without its secrets.`,
        evidence,
      )
    : no(`A tool that crashes is answered with ${describeAnswer(answer)}.`, evidence);
}

/** How things go wrong. */
export const errorProbes: readonly CapabilityProbe[] = [
  unknownProbe('unknown-method', 'An unknown method', {
    method: nowhere,
    params: {},
    what: 'an unknown method',
    codes: [-32601],
  }),
  unknownProbe('unknown-tool', 'An unknown tool', {
    method: 'tools/call',
    params: { name: nowhere, arguments: {} },
    what: 'a call of an unknown tool',
    codes: [-32602],
  }),
  unknownProbe('unknown-resource', 'An unknown resource', {
    method: 'resources/read',
    params: { uri: `probe-nowhere://${nowhere}` },
    what: 'a read of an unknown resource',
    codes: [-32002],
    from: 'resources',
  }),
  unknownProbe('unknown-prompt', 'An unknown prompt', {
    method: 'prompts/get',
    params: { name: nowhere },
    what: 'an unknown prompt',
    codes: [-32602],
    from: 'prompts',
  }),
  ...argumentProbes,
  { id: 'errors.tool-error', title: 'Errors that tools tell', probe: tellsToolErrors },
  { id: 'errors.thrown', title: 'Errors that tools throw', probe: hidesThrownErrors },
  ...malformedProbes,
];
