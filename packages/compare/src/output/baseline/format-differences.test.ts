import { expect, test } from 'vitest';
import { formatDifferences } from './format-differences.ts';

test('nothing is said plainly', () => {
  expect(formatDifferences([])).toBe('Nothing differs from the baseline.');
});

test('what is worse stands first, each with what it was and is', () => {
  const server = 'Self-hosted server';
  expect(
    formatDifferences([
      { kind: 'gained', id: 'a', title: 'Titles', server, was: 'no', is: 'yes' },
      { kind: 'lost', id: 'b', title: 'Icons', server, was: 'yes', is: 'no', sentence: 'None.' },
      { kind: 'slower', id: 'c', title: 'Warm call', was: '1.00×', is: '1.50×' },
      { kind: 'unknown', id: 'd', title: 'CORS', server, was: 'yes', is: 'not probed' },
    ]),
  ).toMatchInlineSnapshot(`
    "Worse than the baseline:
      Icons      Self-hosted server  yes → no       None.
      Warm call  both                1.00× → 1.50×

    Better than the baseline:
      Titles  Self-hosted server  no → yes

    Cannot be told:
      CORS  Self-hosted server  yes → not probed"
  `);
});

test('what a server sent cannot write over other lines', () => {
  const text = formatDifferences([
    {
      kind: 'lost',
      id: 'a',
      title: 'A',
      was: 'yes',
      is: 'no',
      sentence: 'x\u001B[2K\r\nall is well',
    },
  ]);
  expect(text.split('\n')).toHaveLength(2);
  expect(text).toContain('\\u001b[2K all is well');
});
