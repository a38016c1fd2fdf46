import { isProbeCatalogue } from '../capabilities/survey/probe-server.ts';
import type { PerformanceSection } from '../report/performance.ts';
import type { Target } from '../servers/target.ts';
import type { Effort } from '../thoroughness.ts';
import { labelOf } from './label.ts';
import { MeasuredServer } from './measured-server.ts';
import { measureRound } from './measure-round.ts';
import { cpuConcurrency, rowHeads, rowIds, wireMethods } from './row-heads.ts';
import type { Sample } from './sample.ts';
import { chooseSubject, type Subject } from './subject.ts';
import { summarize } from './summarize.ts';

export interface PerformanceOptions {
  readonly effort: Effort;
  /** The tool that is called; the choice is ours by default. */
  readonly tool?: string | undefined;
  /** What was measured otherwise: starts. */
  readonly samples?: readonly Sample[];
  /** Gets what could not be measured, and why. */
  readonly onProblem?: (problem: string) => void;
}

/**
 * Measures two servers in turn, round by round. When `signal` aborts it gives what it has.
 * @throws Error when one of them does not answer; UsageError when one does not have the tool
 */
export async function measurePerformance(
  targets: readonly [Target, Target],
  { effort, tool, samples: given = [], onProblem = () => {} }: PerformanceOptions,
  onProgress: (text: string) => void,
  signal: AbortSignal,
): Promise<PerformanceSection> {
  const samples: Sample[] = [...given];
  let subject: Subject = { method: 'tools/call', params: {}, what: 'tools/call' };
  const servers: MeasuredServer[] = [];
  try {
    for (const target of targets) servers.push(await MeasuredServer.open(target, signal));
    const [first, second] = servers as [MeasuredServer, MeasuredServer];
    const lists = [await first.listTools(), await second.listTools()] as const;
    subject = chooseSubject(lists, tool, lists.every(isProbeCatalogue));
    for (const server of servers) samples.push(...(await weigh(server, subject)));
    for (const server of servers) {
      onProgress('warming up');
      const plan = { concurrency: cpuConcurrency, seconds: effort.warmUpSeconds };
      await server.load(subject, plan);
    }
    for (let round = 1; round <= effort.rounds; round += 1) {
      onProgress(`round ${round} of ${effort.rounds}`);
      for (const server of servers) await server.renew();
      // In turn from both ends, so that none is always measured after the same neighbour.
      const inTurn = round % 2 === 1 ? [first, second] : [second, first];
      const record = (sample: Sample): void => void samples.push(sample);
      await measureRound(inTurn, { subject, effort, record, onProblem }, signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await Promise.all(servers.map((server) => server.close()));
  }
  const heads = rowHeads(subject, effort.idleSeconds);
  const rows = summarize(heads, samples, [targets[0].id, targets[1].id]);
  return { label: labelOf(targets), rows };
}

/** The bytes of each kind of answer. */
async function weigh(server: MeasuredServer, { method, params }: Subject): Promise<Sample[]> {
  const answers = {
    initialize: server.initialized,
    'tools/list': (await server.ask('tools/list', {})).answer,
    'tools/call': method === 'tools/call' ? (await server.ask(method, params)).answer : undefined,
  };
  return wireMethods.flatMap((one) => {
    const value = answers[one]?.bytes;
    return value === undefined ? [] : [{ row: rowIds.wire(one), server: server.id, value }];
  });
}
