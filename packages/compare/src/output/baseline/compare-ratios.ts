import type { PerformanceRow } from '../../report/performance.ts';
import type { Machine, Report } from '../../report/report.ts';
import { formatRatio } from '../wording/figures.ts';
import type { Difference } from './difference.ts';

/**
 * Which ratios have moved by more than `threshold`. A ratio tells that one server has lost against the other, not
 * whether that one got slower or the other one faster: on the same machine the figures themselves tell it, and on
 * another one nothing does, so that it counts as worse.
 * @param threshold as a part of the former ratio: 0.2 lets a server get a fifth slower against the other
 */
export function compareRatios(report: Report, baseline: Report, threshold: number): Difference[] {
  const [now, before] = [report.performance, baseline.performance];
  if (!now || !before) return [];
  if (now.label !== before.label) {
    return [
      { ...performance, kind: 'unknown', was: before.label, is: now.label, sentence: elsewhere },
    ];
  }
  const sameMachine = isSameMachine(report.machine, baseline.machine);
  const former = new Map(before.rows.map((row) => [row.id, row]));
  return now.rows.flatMap((row) => {
    const was = former.get(row.id);
    return (was && compareRow(row, was, { report, threshold, sameMachine })) ?? [];
  });
}

const performance = { id: 'performance', title: 'Performance' };
const elsewhere = 'Ratios were not compared: they were measured in another place.';

interface Rule {
  readonly report: Report;
  readonly threshold: number;
  readonly sameMachine: boolean;
}

function compareRow(row: PerformanceRow, was: PerformanceRow, rule: Rule): Difference | undefined {
  const { report, threshold, sameMachine } = rule;
  // A ratio of nothing is none.
  if (!row.ratio || !was.ratio) return undefined;
  const change = Math.log(row.ratio / was.ratio);
  // The same for a ratio and its inverse, so that neither server is judged more strictly.
  if (Math.abs(change) <= Math.log1p(threshold)) return undefined;

  const [first, second] = report.servers;
  const movedBy = ({ id }: { id: string }): number =>
    Math.log((row.measures[id]?.value ?? NaN) / (was.measures[id]?.value ?? NaN));
  const { id, title } = row;
  const known = { id, title, was: formatRatio(was.ratio), is: formatRatio(row.ratio) };
  const server = Math.abs(movedBy(second)) >= Math.abs(movedBy(first)) ? second : first;
  const moved = movedBy(server);
  if (!sameMachine || !Number.isFinite(moved)) {
    return { ...known, kind: 'slower', sentence: whichIsUnknown };
  }
  const isBetter = moved > 0 === (row.better === 'higher');
  return { ...known, kind: isBetter ? 'faster' : 'slower', server: server.title };
}

const whichIsUnknown =
  'It was another machine, so nothing tells which server has changed. If one got better, make a new baseline.';

function isSameMachine(one: Machine, other: Machine): boolean {
  return one.cpu === other.cpu && one.cores === other.cores && one.system === other.system;
}
