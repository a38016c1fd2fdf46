import { z } from 'zod';

/** What a probe found of one capability of one server. */
export const verdict = z.enum(['yes', 'partly', 'no', 'not observable']);

/** One request and its answer, as they went over the wire; keys and tokens are not in it. */
export const exchange = z.object({
  /** What it shows, in a few words. */
  label: z.string(),
  request: z.object({
    method: z.string(),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string().optional(),
  }),
  /** Absent where none came. */
  response: z
    .object({
      status: z.int(),
      headers: z.record(z.string(), z.string()),
      /** Cut after 4,000 characters. */
      body: z.string(),
    })
    .optional(),
  /** Why there is no answer. */
  problem: z.string().optional(),
});

export const cell = z.object({
  verdict,
  /** One sentence for the reader. */
  sentence: z.string(),
  evidence: z.array(exchange),
});

export const capabilityRow = z.object({
  /** Stable, `group.name`: baselines compare by it. */
  id: z.string(),
  group: z.string(),
  title: z.string(),
  /** By the server's id. */
  cells: z.record(z.string(), cell),
});

export type Verdict = z.infer<typeof verdict>;
export type Exchange = z.infer<typeof exchange>;
export type Cell = z.infer<typeof cell>;
export type CapabilityRow = z.infer<typeof capabilityRow>;
