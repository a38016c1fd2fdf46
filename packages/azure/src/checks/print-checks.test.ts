import { stripVTControlCharacters } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { CheckResult } from './check.ts';
import { exitCodeOf, reportOf } from './checks-report.ts';
import { formatCheck } from './format-checks.ts';
import { printChecks } from './print-checks.ts';
import type { Check } from './run-checks.ts';

const results: readonly CheckResult[] = [
  { id: 'a', outcome: 'ok', message: 'Node 24 is here.' },
  {
    id: 'b',
    outcome: 'failed',
    message: 'Port 7071 is in use.',
    cause: 'Another program\nlistens on it.',
    remedy: 'Stop it.',
  },
  { id: 'c', outcome: 'hint', message: 'azd is not here.', remedy: 'https://aka.ms/azd-install' },
  { id: 'd', outcome: 'skipped', message: 'Nobody is signed in.' },
];
const checks: readonly Check[] = results.map((result) => ({
  id: result.id,
  title: result.id,
  run: () => result,
}));

async function printed(options: { json?: boolean; isTTY?: boolean }) {
  let text = '';
  const write = (more: string): void => void (text += more);
  const output = { write, isTTY: options.isTTY ?? false, columns: 40 };
  const report = await printChecks(checks, { json: options.json ?? false, output });
  return { text, report };
}

test('one line for each, with cause and remedy below, and the counts at the end', async () => {
  const { text } = await printed({});
  expect(stripVTControlCharacters(text)).toBe(`✓ Node 24 is here.
✘ Port 7071 is in use.
    Why: Another program
      listens on it.
    How to fix: Stop it.
! azd is not here.
    How to fix: https://aka.ms/azd-install
– Nobody is signed in.

1 ok, 1 failed, 1 hint, 1 skipped
`);
});

test('what is under way is shown on a terminal only, and leaves nothing behind', async () => {
  expect((await printed({})).text).not.toContain('…');
  const { text } = await printed({ isTTY: true });
  expect(text).toContain('… a');
  const left = text.split('\n').map((line) => line.slice(line.lastIndexOf('\u001B[2K') + 4));
  expect(left.join('\n')).not.toContain('…');
});

test('JSON is one object and nothing else', async () => {
  const { text, report } = await printed({ json: true, isTTY: true });
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(report)));
  expect(report).toEqual({
    version: 1,
    ok: false,
    counts: { ok: 1, failed: 1, hint: 1, skipped: 1 },
    checks: results,
  });
});

test.each<[CheckResult['outcome'], number]>([
  ['ok', 0],
  ['hint', 0],
  ['skipped', 0],
  ['failed', 1],
])('%s ends in exit code %d', (outcome, code) => {
  expect(exitCodeOf(reportOf([{ id: 'a', outcome, message: 'a' }]))).toBe(code);
});

describe('colours', () => {
  const withEnv = (name: string, value: string): void => {
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv('NO_COLOR', undefined);
    vi.stubEnv('FORCE_COLOR', undefined);
    vi.stubEnv(name, value);
  };

  test('are there where they are wanted', () => {
    withEnv('FORCE_COLOR', '1');
    expect(formatCheck(results[0]!)).toContain('\u001B[32m✓');
  });

  test('are not where NO_COLOR is set', () => {
    withEnv('NO_COLOR', '1');
    expect(formatCheck(results[0]!)).toBe('✓ Node 24 is here.');
  });
});

test('what a server says cannot control the terminal', () => {
  const line = formatCheck({ id: 'a', outcome: 'ok', message: 'x\u001B[2J\u0007\u202Ey' });
  expect(stripVTControlCharacters(line)).toBe('✓ x[2Jy');
});
