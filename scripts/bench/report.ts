import { availableParallelism, cpus, loadavg } from 'node:os';
import type { RowResult } from './rows.ts';
import type { BenchSettings } from './settings.ts';
import type { Spread } from './statistics.ts';

/** All that a run has to say, as `--json` prints it. */
export interface BenchReport {
  readonly machine: Machine;
  readonly settings: BenchSettings;
  readonly tool: string;
  readonly toolCount: number;
  /** Rounds that were finished. */
  readonly rounds: number;
  readonly rows: readonly RowResult[];
}

/** What it ran on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly platform: string;
  readonly node: string;
  /** Load of the last minute before the start. */
  readonly load: number;
}

export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: availableParallelism(),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    load: loadavg()[0]!,
  };
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
    `${machine.cpu}, ${machine.cores} cores, ${machine.platform}, Node ${machine.node}, load ${machine.load.toFixed(1)} at the start`,
    `${rounds} rounds${unfinished} of ${settings.requests} requests each; tools/call of ${tool}, tools/list of ${toolCount} tools; 8 connections`,
    'User and system time of the server processes: median (lowest to highest round). Local host, not Azure.',
    '',
  ].join('\n');
}

function formatSpread({ median, min, max }: Spread, digits: number): string {
  const [middle, low, high] = [median, min, max].map((value) => value.toFixed(digits));
  return `${middle} (${low}–${high})`;
}

/** Lines whose columns stand below each other. */
export function formatTable(table: readonly (readonly string[])[]): string[] {
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
