import type { Measure, PerformanceRow } from '../report/performance.ts';
import { histogramOf } from '../statistics/histogram.ts';
import { percentilesOf } from '../statistics/percentiles.ts';
import { spreadOf } from '../statistics/spread.ts';
import type { Sample } from './sample.ts';

/** A row without its figures. */
export type RowHead = Omit<PerformanceRow, 'measures' | 'ratio'>;

/** Sums the samples up to rows, in the order of `heads`; a row of which nothing was measured is left out. */
export function summarize(
  heads: readonly RowHead[],
  samples: readonly Sample[],
  [first, second]: readonly [string, string],
): PerformanceRow[] {
  return heads.flatMap((head) => {
    const ofRow = samples.filter(({ row }) => row === head.id);
    const measures: Record<string, Measure> = {};
    for (const server of [first, second]) {
      const rounds = ofRow.filter((sample) => sample.server === server);
      if (rounds.length) measures[server] = measureOf(rounds);
    }
    if (Object.keys(measures).length === 0) return [];
    const ratio = ratioOf(measures[first], measures[second]);
    return [{ ...head, measures, ...(ratio !== undefined && { ratio }) }];
  });
}

function measureOf(rounds: readonly Sample[]): Measure {
  const { median, min, max } = spreadOf(rounds.map(({ value }) => value));
  const latencies = rounds.flatMap((round) => round.latencies ?? []);
  const errors = rounds.flatMap((round) => round.errors ?? []);
  return {
    value: rounded(median),
    least: rounded(min),
    greatest: rounded(max),
    rounds: rounds.length,
    ...(latencies.length && {
      percentiles: percentilesOf(latencies.map(rounded)),
      histogram: histogramOf(latencies),
    }),
    ...(errors.length && { errors: errors.reduce((sum, count) => sum + count, 0) }),
  };
}

function ratioOf(first: Measure | undefined, second: Measure | undefined): number | undefined {
  // Nothing is a multiple of nothing.
  return first && second && first.value > 0 ? rounded(second.value / first.value) : undefined;
}

/** Without the digits that no clock has. */
function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
