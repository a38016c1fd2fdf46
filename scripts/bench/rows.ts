import { type Spread, spreadOf, type TreeTime } from '@side-by-side/compare';

/** A server and what it is asked; each is measured once a round, next to what it is held against. */
export const cellNames = [
  'hop call',
  'echo call',
  'self-hosted call',
  'extension call',
  'self-hosted list',
  'echo list',
] as const;
export type CellName = (typeof cellNames)[number];

/** CPU per request of each cell in one round, in microseconds. */
export type Round = Readonly<Record<CellName, TreeTime>>;

/** Which processes of a cell count: the one that takes the requests, the ones that it started, or all. */
type Part = 'own' | 'below' | 'whole';
type Side = readonly [cell: CellName, part: Part];

/** One ratio, and what it should be at the most. */
export interface Row {
  readonly name: string;
  readonly of: Side;
  readonly against: Side;
  readonly goal: number;
}

export const rows: readonly Row[] = [
  {
    name: "local host's proxy hop / echo",
    of: ['hop call', 'own'],
    against: ['echo call', 'own'],
    goal: 3,
  },
  {
    name: 'extension path, whole / self-hosted path, whole',
    of: ['extension call', 'whole'],
    against: ['self-hosted call', 'whole'],
    goal: 1.5,
  },
  {
    name: 'self-hosted server, tools/call / echo',
    of: ['self-hosted call', 'below'],
    against: ['echo call', 'own'],
    goal: 4,
  },
  {
    name: 'self-hosted server, tools/list / echo',
    of: ['self-hosted list', 'below'],
    against: ['echo list', 'own'],
    goal: 3,
  },
];

/** A row with what was measured. */
export interface RowResult {
  readonly name: string;
  /** Ratios of the rounds. */
  readonly ratio: Spread;
  /** Microseconds of CPU per request. */
  readonly of: Spread;
  readonly against: Spread;
  readonly goal: number;
  readonly met: boolean;
}

/** Sums up the rounds; there must be one at least. The two sides of a ratio are of the same round. */
export function evaluate({ name, of, against, goal }: Row, rounds: readonly Round[]): RowResult {
  const tops = rounds.map((round) => costOf(round, of));
  const bottoms = rounds.map((round) => costOf(round, against));
  const ratio = spreadOf(tops.map((top, i) => top / bottoms[i]!));
  const met = ratio.median <= goal;
  return { name, ratio, of: spreadOf(tops), against: spreadOf(bottoms), goal, met };
}

function costOf(round: Round, [cell, part]: Side): number {
  const { own, below } = round[cell];
  if (part === 'whole') return own + below;
  return part === 'own' ? own : below;
}
