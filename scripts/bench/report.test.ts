import { expect, test } from 'vitest';
import { type BenchReport, formatReport } from './report.ts';

const report: BenchReport = {
  machine: {
    cpu: 'Abacus 9',
    cores: 2,
    memoryMB: 4096,
    system: 'linux x64',
    node: 'v24.0.0',
    load: 0.25,
  },
  settings: { rounds: 3, requests: 100, warmUp: 10, tool: undefined },
  tool: 'greet',
  toolCount: 8,
  rounds: 2,
  rows: [
    {
      name: 'hop / echo',
      ratio: { median: 2.5, min: 2, max: 3 },
      of: { median: 200.4, min: 180, max: 210 },
      against: { median: 80, min: 70, max: 90 },
      goal: 3,
      met: true,
    },
    {
      name: 'other',
      ratio: { median: 5, min: 5, max: 5 },
      of: { median: 5, min: 5, max: 5 },
      against: { median: 1, min: 1, max: 1 },
      goal: 4,
      met: false,
    },
  ],
};

test('the report has a line for each ratio, and says what it was measured on', () => {
  expect(formatReport(report)).toMatchInlineSnapshot(`
    "
    ratio       measured          goal           CPU per request, µs  against, µs
    hop / echo  2.50 (2.00–3.00)  ≤ 3   met      200 (180–210)        80 (70–90)
    other       5.00 (5.00–5.00)  ≤ 4   NOT MET  5 (5–5)              1 (1–1)

    Abacus 9, 2 cores, linux x64, Node v24.0.0, load 0.3 at the start
    2 rounds (of 3: interrupted) of 100 requests each; tools/call of greet, tools/list of 8 tools; 8 connections
    User and system time of the server processes: median (lowest to highest round). Local host, not Azure.
    "
  `);
});
