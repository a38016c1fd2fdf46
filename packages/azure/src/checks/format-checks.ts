import { styleText } from 'node:util';
import { printable } from '@side-by-side/local-host/errors';
import type { CheckOutcome, CheckResult } from './check.ts';
import type { CheckCounts } from './checks-report.ts';

type Style = Parameters<typeof styleText>[0];

const signs: Readonly<Record<CheckOutcome, { readonly sign: string; readonly style: Style }>> = {
  ok: { sign: '✓', style: 'green' },
  failed: { sign: '✘', style: 'red' },
  hint: { sign: '!', style: 'yellow' },
  skipped: { sign: '–', style: 'gray' },
};

/**
 * A line of a check, with its cause and its remedy indented below. Colours only where standard output has them
 * (`NO_COLOR` is honoured).
 */
export function formatCheck({ outcome, message, cause, remedy }: CheckResult): string {
  const { sign, style } = signs[outcome];
  const below = (label: string, text: string): string =>
    `    ${styleText('gray', label)} ${indented(text)}`;
  return [
    `${styleText(style, sign)} ${indented(message)}`,
    ...(cause ? [below('Why:', cause)] : []),
    ...(remedy ? [below('How to fix:', remedy)] : []),
  ].join('\n');
}

/** The closing line: `9 ok, 1 failed, 2 hints, 1 skipped`. What there is none of is left out. */
export function formatCounts(counts: CheckCounts): string {
  const parts: readonly (readonly [CheckOutcome, string])[] = [
    ['ok', `${counts.ok} ok`],
    ['failed', `${counts.failed} failed`],
    ['hint', `${counts.hint} ${counts.hint === 1 ? 'hint' : 'hints'}`],
    ['skipped', `${counts.skipped} skipped`],
  ];
  const said = parts.filter(([outcome]) => counts[outcome] > 0);
  return said.map(([outcome, text]) => styleText(signs[outcome].style, text)).join(', ');
}

/** Further lines stand below the first. */
function indented(text: string): string {
  return printable(text).replaceAll('\n', '\n      ');
}
