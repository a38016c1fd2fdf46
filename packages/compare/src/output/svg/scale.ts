/** Places values between `from` and `to` of a picture. */
export interface Scale {
  readonly ticks: readonly number[];
  readonly at: (value: number) => number;
}

/** From 0 to somewhat above `greatest`, with a handful of round ticks. */
export function linearScale(greatest: number, [from, to]: readonly [number, number]): Scale {
  const end = greatest > 0 ? greatest : 1;
  const step = roundStep(end / 4);
  const last = Math.ceil(end / step - 1e-9);
  return {
    ticks: Array.from({ length: last + 1 }, (_, index) => index * step),
    at: (value) => from + (value / (last * step)) * (to - from),
  };
}

/** Multiples of 1 in both directions, as far as the furthest of `factors` goes; both sides are equally long. */
export function factorScale(
  factors: readonly number[],
  [from, to]: readonly [number, number],
): Scale {
  const furthest = Math.max(2, ...factors.map((factor) => Math.max(factor, 1 / factor)));
  const base = furthest > 16 ? 10 : 2;
  const steps = Math.ceil(Math.log(furthest) / Math.log(base) - 1e-9);
  const middle = (from + to) / 2;
  return {
    ticks: Array.from({ length: 2 * steps + 1 }, (_, index) => base ** (index - steps)),
    at: (factor) => middle + (Math.log(factor) / Math.log(base) / steps) * (to - middle),
  };
}

/** 1, 2 or 5 times a power of ten, and at least `step`. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return [1, 2, 5, 10].find((times) => times * power >= step * (1 - 1e-9))! * power;
}
