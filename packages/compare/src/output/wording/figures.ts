import type { PerformanceRow } from '../../report/performance.ts';

const precise = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const price = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3, useGrouping: true });
const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

const suffixes: Readonly<Record<PerformanceRow['unit'], string>> = {
  ms: ' ms',
  'requests/s': ' requests/s',
  bytes: ' bytes',
  'CPU µs/request': ' µs',
  MB: ' MB',
};

/** Three digits below a thousand, whole numbers above. */
export function formatNumber(value: number): string {
  return Math.abs(value) < 1_000 ? precise.format(value) : whole.format(value);
}

export function formatFigure(value: number, unit: PerformanceRow['unit']): string {
  return formatNumber(value) + suffixes[unit];
}

/** `1.42×`. */
export function formatRatio(ratio: number): string {
  return `${ratio < 10 ? ratio.toFixed(2) : formatNumber(ratio)}×`;
}

/** In kilobytes of 1,000 bytes. */
export function formatKilobytes(bytes: number): string {
  return `${formatNumber(bytes / 1_000)} kB`;
}

export function formatDollars(amount: number): string {
  return dollars.format(amount);
}

/** A price with all its digits, however small. */
export function formatPrice(amount: number): string {
  return `$${price.format(amount)}`;
}
