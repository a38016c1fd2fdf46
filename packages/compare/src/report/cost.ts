import { z } from 'zod';

/** Prices of Flex Consumption, in US dollars. */
export const prices = z.object({
  /** When they were read, as a date. */
  asOf: z.string(),
  source: z.string(),
  onDemandPerGBSecond: z.number(),
  onDemandPerMillionExecutions: z.number(),
  alwaysReadyBaselinePerGBSecond: z.number(),
  alwaysReadyPerGBSecond: z.number(),
  alwaysReadyPerMillionExecutions: z.number(),
  /** Free in each month and subscription. */
  grantGBSeconds: z.number(),
  grantExecutions: z.number(),
});

/** The reader's load. */
export const load = z.object({
  callsPerMonth: z.number(),
  secondsPerCall: z.number(),
  memoryMB: z.number(),
  alwaysReadyInstances: z.number(),
});

const estimate = z.object({
  /** How many calls an instance answers at a time. */
  concurrency: z.number(),
  gbSeconds: z.number(),
  dollarsPerMonth: z.number(),
});

/** The cost in a month; the same for both hosting modes, which are billed alike. */
export const costSection = z.object({
  prices,
  load,
  /** Each call alone on its instance. */
  isolated: estimate,
  /** Instances as busy as they get. */
  saturated: estimate,
});

export type Prices = z.infer<typeof prices>;
export type Load = z.infer<typeof load>;
export type CostSection = z.infer<typeof costSection>;
