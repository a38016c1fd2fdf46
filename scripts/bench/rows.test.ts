import { expect, test } from 'vitest';
import { cellNames, evaluate, type Round, type Row, rows } from './rows.ts';

/** A round in which every cell costs the same, but for these. */
function round(changes: Partial<Round>): Round {
  const cells = Object.fromEntries(cellNames.map((name) => [name, { own: 50, below: 100 }]));
  return { ...(cells as Record<string, never>), ...changes } as Round;
}

const whole: Row = {
  name: 'whole',
  of: ['extension call', 'whole'],
  against: ['self-hosted call', 'whole'],
  goal: 1.5,
};

test('a ratio is the middle of the ratios of the rounds, each of its own round', () => {
  const rounds = [1, 2, 4].map((factor) =>
    round({
      'extension call': { own: 100 * factor, below: 200 * factor },
      'self-hosted call': { own: 100, below: 100 },
    }),
  );
  expect(evaluate(whole, rounds)).toEqual({
    name: 'whole',
    ratio: { median: 3, min: 1.5, max: 6 },
    of: { median: 600, min: 300, max: 1_200 },
    against: { median: 200, min: 200, max: 200 },
    goal: 1.5,
    met: false,
  });
});

test('a goal that is just reached is met', () => {
  const rounds = [round({ 'extension call': { own: 100, below: 125 } })];
  expect(evaluate(whole, rounds)).toMatchObject({ ratio: { median: 1.5 }, met: true });
});

test.each<[Row['of'][1], number]>([
  ['own', 1],
  ['below', 2],
  ['whole', 3],
])('of a server and its app, "%s" counts', (part, ratio) => {
  const row: Row = { ...whole, of: ['hop call', part], against: ['hop call', 'own'] };
  expect(evaluate(row, [round({})]).ratio.median).toBe(ratio);
});

test('every cell that is measured is used', () => {
  const used = new Set(rows.flatMap(({ of, against }) => [of[0], against[0]]));
  expect([...used].toSorted()).toEqual(cellNames.toSorted());
});
