import { z } from 'zod';

/** How often values fell between two bounds: `counts[i]` between `bounds[i]` and `bounds[i + 1]`. */
export const histogram = z.object({ bounds: z.array(z.number()), counts: z.array(z.int()) });

/** What was measured of one server, in the unit of its row. */
export const measure = z.object({
  /** The median of the rounds. */
  value: z.number(),
  /** The least and the greatest round. */
  least: z.number(),
  greatest: z.number(),
  rounds: z.int(),
  /** Of single requests, where the row is about those. */
  percentiles: z
    .object({ p50: z.number(), p95: z.number(), p99: z.number(), max: z.number() })
    .optional(),
  /** How many requests failed. */
  errors: z.int().optional(),
  histogram: histogram.optional(),
});

export const performanceRow = z.object({
  /** Stable: baselines compare by it. */
  id: z.string(),
  title: z.string(),
  unit: z.enum(['ms', 'requests/s', 'bytes', 'CPU µs/request', 'MB']),
  better: z.enum(['lower', 'higher']),
  /** By the server's id; absent where it could not be measured there. */
  measures: z.record(z.string(), measure),
  /** The second server's value by the first one's, where both were measured. */
  ratio: z.number().optional(),
  /** What a reader must know to read the figure right. */
  note: z.string().optional(),
});

export const performanceSection = z.object({
  /** `local host, not Azure` or the like; stands wherever a figure does. */
  label: z.string(),
  rows: z.array(performanceRow),
});

export type Histogram = z.infer<typeof histogram>;
export type Measure = z.infer<typeof measure>;
export type PerformanceRow = z.infer<typeof performanceRow>;
export type PerformanceSection = z.infer<typeof performanceSection>;
