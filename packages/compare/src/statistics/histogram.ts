import type { Histogram } from '../report/performance.ts';

/** Bounds of each power of ten: each about a quarter above the one before, and easy to read. */
const steps = [1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.4, 8];

/**
 * Counts positive values between round bounds that stand closer where values are small, since times spread to one
 * side. A value that is a bound counts above it; the last bound is above all values.
 * @throws RangeError when there are no values, or one is not above 0
 */
export function histogramOf(values: readonly number[]): Histogram {
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  if (!(least > 0) || !Number.isFinite(greatest)) throw new RangeError('A time is above 0.');
  const bounds = boundsAround(least, greatest);
  const counts = bounds.slice(1).map(() => 0);
  for (const value of values) {
    const above = bounds.findIndex((bound) => value < bound);
    counts[above - 1]! += 1;
  }
  return { bounds, counts };
}

/** From the last bound that is not above `least` to the first that is above `greatest`. */
function boundsAround(least: number, greatest: number): number[] {
  const first = Math.floor(Math.log10(least)) - 1;
  const last = Math.ceil(Math.log10(greatest)) + 1;
  const all: number[] = [];
  for (let power = first; power <= last; power += 1) {
    // As it is written: 5 * 10 ** -3 is not 0.005.
    for (const step of steps) all.push(Number(`${step}e${power}`));
  }
  const from = all.findLastIndex((bound) => bound <= least);
  const to = all.findIndex((bound) => bound > greatest);
  return all.slice(from, to + 1);
}
