import { setTimeout } from 'node:timers/promises';
import { messageOf } from '../message-of.ts';
import { spreadOf } from '../statistics/spread.ts';
import type { Effort } from '../thoroughness.ts';
import type { MeasuredServer } from './measured-server.ts';
import { concurrencies, cpuConcurrency, kindOf, rowIds } from './row-heads.ts';
import type { Sample } from './sample.ts';
import type { Subject } from './subject.ts';

export interface Round {
  readonly subject: Subject;
  readonly effort: Effort;
  readonly record: (sample: Sample) => void;
  /** Gets what could not be measured, and why. */
  readonly onProblem: (problem: string) => void;
}

/**
 * Measures each load on one server after the other, then their memory, and the first call after a rest of both.
 * What one server refuses is left out.
 * @throws the reason of `signal` when that aborts
 */
export async function measureRound(
  servers: readonly MeasuredServer[],
  round: Round,
  signal: AbortSignal,
): Promise<void> {
  const each = async (measure: (server: MeasuredServer) => Promise<void>): Promise<void> => {
    for (const server of servers) {
      try {
        await measure(server);
      } catch (error) {
        signal.throwIfAborted();
        round.onProblem(`${server.id}: ${messageOf(error)}`);
      }
    }
  };
  for (const concurrency of concurrencies) {
    await each((server) => measureLoad(server, concurrency, round));
  }
  await each((server) => measureMemory(server, round));
  await setTimeout(round.effort.idleSeconds * 1000, undefined, { signal });
  await each((server) => measureFirst(server, round));
}

async function measureLoad(
  server: MeasuredServer,
  concurrency: number,
  { subject, effort, record }: Round,
): Promise<void> {
  const kind = kindOf(subject);
  const isMetered = server.isOurs && concurrency === cpuConcurrency;
  const before = isMetered ? await server.cpu() : undefined;
  const plan = { concurrency, seconds: effort.loadSeconds };
  const { latencies, errors, seconds, failure } = await server.load(subject, plan);
  const after = before && (await server.cpu());
  if (latencies.length === 0) throw failure ?? new Error('It answered nothing in time.');

  const sample = { server: server.id, errors };
  const { median } = spreadOf(latencies);
  record({ ...sample, row: rowIds.latency(kind, concurrency), value: median, latencies });
  const perSecond = latencies.length / seconds;
  record({ ...sample, row: rowIds.throughput(kind, concurrency), value: perSecond });
  if (!before || !after) return;
  const requests = latencies.length + errors;
  const app = (after.below - before.below) / requests;
  const whole = app + (after.own - before.own) / requests;
  record({ server: server.id, row: rowIds.cpu(kind, 'whole'), value: whole });
  record({ server: server.id, row: rowIds.cpu(kind, 'app'), value: app });
}

async function measureMemory(server: MeasuredServer, { record }: Round): Promise<void> {
  if (!server.isOurs) return;
  const { whole, app } = await server.memory();
  record({ row: rowIds.memory('whole'), server: server.id, value: whole });
  record({ row: rowIds.memory('app'), server: server.id, value: app });
}

async function measureFirst(server: MeasuredServer, { subject, record }: Round): Promise<void> {
  const plan = { concurrency: 1, requests: 1 };
  const { latencies, failure } = await server.load(subject, plan);
  if (failure) throw failure;
  record({ row: rowIds.idle(kindOf(subject)), server: server.id, value: latencies[0]! });
}
