import { readProcessTimes } from '@side-by-side/compare';
import { expect, test } from 'vitest';
import { harmless } from '../../tests/support/harmless-tool.ts';
import { describeBenchMachine, formatReport } from './report.ts';
import { evaluate, rows } from './rows.ts';
import { runBench } from './run-bench.ts';

/** Without the samples the catalogue may have no tool that can be called so often. */
const cannotRun = process.platform === 'win32' || !harmless;

const settings = { rounds: 1, requests: 40, warmUp: 8, tool: undefined };

test.skipIf(cannotRun)(
  'a short run measures every ratio, and leaves no process behind',
  async () => {
    const progress: string[] = [];
    const children = async () =>
      (await readProcessTimes()).filter(({ parent }) => parent === process.pid).length;
    const before = await children();
    const measured = await runBench(settings, new AbortController().signal, (text) =>
      progress.push(text),
    );
    expect(measured?.rounds).toHaveLength(1);
    const results = rows.map((row) => evaluate(row, measured!.rounds));
    const { tool, toolCount } = measured!;
    const report = { machine: describeBenchMachine(), settings, tool, toolCount, rounds: 1 };
    const text = formatReport({ ...report, rows: results });
    for (const { name } of rows) expect(text).toContain(name);
    expect(progress).toContain('round 1 of 1: echo call');
    expect(progress.at(-1)).toBe('stopping the servers');
    expect(await children()).toBe(before);
  },
);

test.skipIf(cannotRun)('an interrupted run stops its servers and gives what it has', async () => {
  const controller = new AbortController();
  const many = { ...settings, rounds: 1_000 };
  const measured = await runBench(many, controller.signal, (text) => {
    if (text === 'round 2 of 1000: echo call') controller.abort();
  });
  expect(measured?.rounds).toHaveLength(1);
});
