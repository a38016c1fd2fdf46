import { type Finding, no, partly, yes } from '../finding.ts';
import type { CapabilityProbe, ProbeContext } from '../probe.ts';
import { headersOf } from '../wire/session.ts';
import type { Answer } from '../wire/wire.ts';
import { describeAnswer } from './shared.ts';

async function post({ wire, session }: ProbeContext, body: string): Promise<Answer> {
  return wire.send({ headers: headersOf(session), body });
}

async function namesParseErrors(context: ProbeContext): Promise<Finding> {
  const answer = await post(context, '{"jsonrpc":"2.0","id":1,');
  const evidence = context.wire.evidence('A message that is no JSON', answer);
  const code = answer.reply?.error?.code;
  if (code === -32700) return yes('Answers broken JSON with the error for it (-32700).', evidence);
  return answer.status >= 400 && answer.status < 500
    ? partly(`Refuses broken JSON with ${describeAnswer(answer)}, not with -32700.`, evidence)
    : no(`Answers broken JSON with ${describeAnswer(answer)}.`, evidence);
}

async function namesInvalidRequests(context: ProbeContext): Promise<Finding> {
  const answer = await post(context, '{"a":1}');
  const evidence = context.wire.evidence('JSON that is no message', answer);
  const code = answer.reply?.error?.code;
  if (code === -32600)
    return yes('Answers what is no message with the error for it (-32600).', evidence);
  return answer.status >= 400 && answer.status < 500
    ? partly(
        `Refuses what is no message with ${describeAnswer(answer)}, not with -32600.`,
        evidence,
      )
    : no(`Answers what is no message with ${describeAnswer(answer)}.`, evidence);
}

async function answersBatches(context: ProbeContext): Promise<Finding> {
  const message = (id: number): object => ({ jsonrpc: '2.0', id, method: 'ping' });
  const body = JSON.stringify([message(901), message(902)]);
  const { wire, session } = context;
  let replies = 0;
  const answer = await wire.send({
    headers: headersOf(session),
    body,
    isEnough: ({ result }) => result !== undefined && (replies += 1) === 2,
  });
  const evidence = wire.evidence('A batch of two', answer);
  const results = answer.messages.filter(({ result }) => result !== undefined);
  if (results.length === 2) return yes('Answers a batch, as revision 2025-03-26 has it.', evidence);
  const refusedWell = answer.status >= 400 && answer.status < 500 && answer.reply?.error;
  if (refusedWell)
    return yes(
      `Refuses a batch with an error that says so (${answer.reply?.error?.code}).`,
      evidence,
    );
  return answer.status >= 400 && answer.status < 500
    ? partly(`Refuses a batch with ${describeAnswer(answer)}, without saying why.`, evidence)
    : no(`Neither answers nor refuses a batch: ${describeAnswer(answer)}.`, evidence);
}

/** What is posted and is no message. */
export const malformedProbes: readonly CapabilityProbe[] = [
  { id: 'errors.malformed-json', title: 'Malformed JSON', probe: namesParseErrors },
  { id: 'errors.invalid-request', title: 'JSON that is no message', probe: namesInvalidRequests },
  { id: 'errors.batch', title: 'Batches', probe: answersBatches },
];
