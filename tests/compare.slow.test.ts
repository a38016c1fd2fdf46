import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Report } from '../packages/compare/src/report/report.ts';
import { root } from './support/repository.ts';
import { useCli } from './support/start-process.ts';

/** A whole comparison of both local servers, as a pipeline runs it. */

test('both local servers are compared, and what a baseline had and they lack fails', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'compare-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const compare = async (...args: string[]) => {
    const run = useCli(root, ['compare', '--quick', ...args], { INIT_CWD: folder });
    return { ...(await run.ended), output: run.output() };
  };
  const file = join(folder, 'reports/compare/report.json');
  const read = async () => JSON.parse(await readFile(file, 'utf8')) as Report;

  expect(await compare()).toMatchObject({ code: 0 });
  const report = await read();
  expect(report).toMatchObject({ isPartial: false, thoroughness: 'quick' });
  expect(report.capabilities.length).toBeGreaterThan(40);
  expect(report.performance!.label).toBe('local host, not Azure');
  for (const { id, measures, ratio } of report.performance!.rows) {
    expect([id, Object.keys(measures)]).toEqual([id, ['extension', 'self-hosted']]);
    expect([id, ratio]).toEqual([id, expect.any(Number)]);
  }
  for (const measures of report.performance!.rows.map((row) => Object.values(row.measures))) {
    for (const { errors } of measures) expect(errors ?? 0).toBe(0);
  }
  expect(Object.keys(report.size!.apps)).toEqual(['extension', 'self-hosted']);
  expect(report.cost!.isolated.dollarsPerMonth).toBeGreaterThan(0);

  const [lost] = report.capabilities.filter(({ cells }) => cells['extension']?.verdict === 'no');
  lost!.cells['extension']!.verdict = 'yes';
  await writeFile(join(folder, 'baseline.json'), JSON.stringify(report));
  const again = await compare('--baseline', 'baseline.json', '--threshold', '999');
  expect(again).toMatchObject({ code: 1 });
  expect(again.output).toContain('Worse than the baseline:');
  expect(again.output).toContain(lost!.title);
}, 900_000);
