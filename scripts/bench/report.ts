import { loadavg } from 'node:os';
import { describeMachine, formatTable, type Machine, type Spread } from '@side-by-side/compare';
import type { RowResult } from './rows.ts';
import type { BenchSettings } from './settings.ts';

/** All that a run has to say, as `--json` prints it. */
export interface BenchReport {
  readonly machine: BenchMachine;
  readonly settings: BenchSettings;
  readonly tool: string;
  readonly toolCount: number;
  /** Rounds that were finished. */
  readonly rounds: number;
  readonly rows: readonly RowResult[];
}

/** What it ran on. */
export interface BenchMachine extends Machine {
  /** Load of the last minute before the start. */
  readonly load: number;
}

export function describeBenchMachine(): BenchMachine {
  return { ...describeMachine(), load: loadavg()[0]! };
}

/** The report for readers: a table of the ratios, and what it was measured on. */
export function formatReport(report: BenchReport): string {
  const { machine, settings, tool, toolCount, rounds, rows } = report;
  const header = ['ratio', 'measured', 'goal', '', 'CPU per request, µs', 'against, µs'];
  const lines = rows.map((row) => [
    row.name,
    formatSpread(row.ratio, 2),
    `≤ ${row.goal}`,
    row.met ? 'met' : 'NOT MET',
    formatSpread(row.of, 0),
    formatSpread(row.against, 0),
  ]);
  const unfinished = rounds < settings.rounds ? ` (of ${settings.rounds}: interrupted)` : '';
  return [
    '',
    ...formatTable([header, ...lines]),
    '',
    `${machine.cpu}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}, load ${machine.load.toFixed(1)} at the start`,
    `${rounds} rounds${unfinished} of ${settings.requests} requests each; tools/call of ${tool}, tools/list of ${toolCount} tools; 8 connections`,
    'User and system time of the server processes: median (lowest to highest round). Local host, not Azure.',
    '',
  ].join('\n');
}

function formatSpread({ median, min, max }: Spread, digits: number): string {
  const [middle, low, high] = [median, min, max].map((value) => value.toFixed(digits));
  return `${middle} (${low}–${high})`;
}
