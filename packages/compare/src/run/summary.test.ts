import { expect, test } from 'vitest';
import { sampleMeters, sampleReport } from '../output/testing/sample-report.ts';
import { formatSummary } from './summary.ts';

test('a terminal shows what differs, the figures, and where they come from', () => {
  const text = formatSummary(sampleReport());
  expect(text).toMatch(/^\n\d+ capabilities, \d+ of them not the same on both\.\n/);
  for (const { title } of sampleReport().performance!.rows) expect(text).toContain(title);
  expect(text).toContain('not Azure');
  expect(text).not.toContain('Interrupted');
});

test('what was interrupted says so', () => {
  const { performance: _, ...rest } = sampleReport();
  expect(formatSummary({ ...rest, isPartial: true })).toContain('Interrupted: this is not all.');
});

test('a server cannot control the terminal', () => {
  const row = { ...sampleReport().performance!.rows[0]!, title: 'tools/call of \u001B[2Jx' };
  const performance = { ...sampleReport().performance!, rows: [row] };
  expect(formatSummary({ ...sampleReport(), performance })).not.toContain('\u001B');
});

test('meters stand below the figures, and what could not be read', () => {
  const text = formatSummary(sampleReport({ meters: sampleMeters() }));
  expect(text).toMatch(/Metered .*, 2026-11-22 15:00 to 16:00 UTC.*\nExtension server +15 +3 /);
  expect(text).toContain('The meters of “Self-hosted server” could not be read: The permission');
});
