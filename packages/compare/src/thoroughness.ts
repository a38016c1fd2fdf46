import type { Report } from './report/report.ts';

export type Thoroughness = Report['thoroughness'];

/** How much is measured. */
export interface Effort {
  /** How often each is measured in turn. */
  readonly rounds: number;
  /** Of each load in a round, in seconds. */
  readonly loadSeconds: number;
  /** Of each server before the first round, until Node has compiled what is hot; in seconds. */
  readonly warmUpSeconds: number;
  /** Before each first call after idling, in seconds. */
  readonly idleSeconds: number;
  /** How often each app is started. */
  readonly starts: number;
}

/** So that all of it takes about 20 seconds, a minute and a half, and five minutes. */
export const efforts: Readonly<Record<Thoroughness, Effort>> = {
  quick: { rounds: 2, loadSeconds: 0.4, warmUpSeconds: 1, idleSeconds: 1, starts: 2 },
  usual: { rounds: 4, loadSeconds: 1.2, warmUpSeconds: 3, idleSeconds: 3, starts: 5 },
  full: { rounds: 8, loadSeconds: 4, warmUpSeconds: 5, idleSeconds: 5, starts: 9 },
};
