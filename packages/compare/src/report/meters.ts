import { z } from 'zod';

const usage = z.object({ executions: z.number(), gbSeconds: z.number() });

/** What an app used in an hour, as Azure counted it. */
const meteredApp = z.object({
  onDemand: usage,
  /** `baselineGbSeconds`: for being there, called or not. */
  alwaysReady: usage.extend({ baselineGbSeconds: z.number() }),
  /** By the list of prices, without what is free in a month. */
  dollars: z.number(),
});

const meteredHour = z.object({
  /** In ISO 8601, both. */
  from: z.string(),
  to: z.string(),
  /** It was over when it was read. */
  isOver: z.boolean(),
  /** By the id of the server. */
  apps: z.record(z.string(), meteredApp),
});

/** What Azure Monitor counted for the servers, by whomever it was used; no estimate. */
export const metersSection = z.object({
  /** The date of the prices. */
  pricesAsOf: z.string(),
  hours: z.array(meteredHour),
  /** Why the meters of a server could not be read, by its id. */
  unread: z.record(z.string(), z.string()),
});

export type MeteredApp = z.infer<typeof meteredApp>;
export type MeteredHour = z.infer<typeof meteredHour>;
export type MetersSection = z.infer<typeof metersSection>;
