import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../report/capabilities.ts';
import type { Report } from '../../report/report.ts';
import { cell, sampleReport } from '../testing/sample-report.ts';
import { compareWithBaseline } from './compare-with-baseline.ts';
import { isWorse } from './difference.ts';

/** The sample with one cell of the self-hosted server as given; without it where there is no verdict. */
function withVerdict(verdict: Verdict | undefined, isPartial = false): Report {
  const report = sampleReport({ isPartial });
  const [row] = report.capabilities;
  delete row!.cells['self-hosted'];
  if (verdict) row!.cells['self-hosted'] = cell(verdict);
  return report;
}

/** The sample with these values of one row, by server. */
function withValues(id: string, [extension, selfHosted]: readonly [number, number]): Report {
  const report = sampleReport();
  const row = report.performance!.rows.find((candidate) => candidate.id === id)!;
  row.measures['extension']!.value = extension;
  row.measures['self-hosted']!.value = selfHosted;
  row.ratio = selfHosted / extension;
  return report;
}

test('a report does not differ from itself', () => {
  expect(compareWithBaseline(sampleReport(), sampleReport(), 0)).toEqual([]);
});

describe('a capability', () => {
  test.each([
    ['yes', 'partly', 'lost'],
    ['yes', 'no', 'lost'],
    ['partly', 'no', 'lost'],
    ['no', 'partly', 'gained'],
    ['partly', 'yes', 'gained'],
    ['yes', 'not observable', 'unknown'],
    ['not observable', 'no', 'unknown'],
    ['yes', undefined, 'unknown'],
  ] as const)('that was %s and is %s is %s', (was, is, kind) => {
    const differences = compareWithBaseline(withVerdict(is), withVerdict(was), 0);
    expect(differences).toEqual([
      expect.objectContaining({
        kind,
        id: 'transport.streamable',
        server: 'Self-hosted server',
        was,
        is: is ?? 'not probed',
      }),
    ]);
    expect(isWorse(differences[0]!)).toBe(kind === 'lost');
  });

  test('that an interrupted run did not get to is no difference', () => {
    expect(compareWithBaseline(withVerdict(undefined, true), withVerdict('yes'), 0)).toEqual([]);
  });

  test('that no longer is a row cannot be told', () => {
    const report = sampleReport();
    report.capabilities = report.capabilities.slice(1);
    const differences = compareWithBaseline(report, sampleReport(), 0);
    expect(differences.map(({ kind, server }) => [kind, server])).toEqual([
      ['unknown', 'Extension server'],
      ['unknown', 'Self-hosted server'],
    ]);
  });

  test('that is a new row is no difference', () => {
    const baseline = sampleReport();
    baseline.capabilities = baseline.capabilities.slice(1);
    expect(compareWithBaseline(sampleReport(), baseline, 0)).toEqual([]);
  });

  test('that is lost comes before what was gained', () => {
    const report = sampleReport();
    report.capabilities[0]!.cells['extension'] = cell('no');
    report.capabilities[1]!.cells['self-hosted'] = cell('yes');
    const kinds = (now: Report, then: Report) =>
      compareWithBaseline(now, then, 0).map(({ kind }) => kind);
    expect(kinds(report, sampleReport())).toEqual(['lost', 'gained']);
    expect(kinds(sampleReport(), report)).toEqual(['lost', 'gained']);
  });
});

describe('a ratio', () => {
  const latency = 'latency.warm';
  const throughput = 'throughput.8';

  test.each([
    ['the second server got slower', latency, [2, 2], [2, 3], 'slower', 'Self-hosted server'],
    ['the first server got slower', latency, [2, 2], [3, 2], 'slower', 'Extension server'],
    ['the second server got faster', latency, [2, 2], [2, 1], 'faster', 'Self-hosted server'],
    ['the first server got faster', latency, [2, 2], [1, 2], 'faster', 'Extension server'],
    ['the second carries less', throughput, [500, 500], [500, 300], 'slower', 'Self-hosted server'],
    ['the first carries less', throughput, [500, 500], [300, 500], 'slower', 'Extension server'],
    ['the first carries more', throughput, [500, 500], [800, 500], 'faster', 'Extension server'],
  ] as const)('tells that %s', (_, id, was, is, kind, server) => {
    const differences = compareWithBaseline(withValues(id, is), withValues(id, was), 0.2);
    expect(differences).toEqual([expect.objectContaining({ kind, server, id })]);
  });

  test.each([
    [1.19, []],
    [1.21, ['slower']],
    [1 / 1.19, []],
    [1 / 1.21, ['faster']],
  ])('that is %f times what it was, with a threshold of a fifth', (factor, kinds) => {
    const differences = compareWithBaseline(
      withValues(latency, [2, 2 * factor]),
      withValues(latency, [2, 2]),
      0.2,
    );
    expect(differences.map(({ kind }) => kind)).toEqual(kinds);
  });

  test('does not move when the whole machine got slower', () => {
    expect(
      compareWithBaseline(withValues(latency, [20, 30]), withValues(latency, [2, 3]), 0.2),
    ).toEqual([]);
  });

  test('that moved on another machine counts as worse, as nothing tells which server has changed', () => {
    const report = withValues(latency, [2, 1]);
    report.machine.cpu = 'Another Processor';
    const [difference] = compareWithBaseline(report, withValues(latency, [2, 2]), 0.2);
    expect(difference).toMatchObject({ kind: 'slower', was: '1.00×', is: '0.50×' });
    expect(difference).not.toHaveProperty('server');
  });

  test('of another place is not compared', () => {
    const report = withValues(latency, [2, 9]);
    report.performance!.label = 'from here to Azure';
    expect(compareWithBaseline(report, sampleReport(), 0.2)).toEqual([
      expect.objectContaining({ kind: 'unknown', was: 'local host, not Azure' }),
    ]);
  });

  test('that is not there is not compared', () => {
    const { performance: _, ...report } = sampleReport();
    expect(compareWithBaseline(report, sampleReport(), 0)).toEqual([]);
    expect(compareWithBaseline(sampleReport(), report, 0)).toEqual([]);
  });
});

test('a baseline of other servers is refused', () => {
  const other = sampleReport();
  other.servers[0].id = 'first';
  expect(() => compareWithBaseline(sampleReport(), other, 0)).toThrow(
    'The baseline compares first and self-hosted, this report extension and self-hosted.',
  );
});
