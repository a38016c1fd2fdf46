import { z } from 'zod';

/** What is uploaded of an app, and what its start costs. */
export const sizeSection = z.object({
  /** By the server's id. */
  apps: z.record(
    z.string(),
    z.object({
      /** The whole deploy folder without source maps, in bytes. */
      bytes: z.int(),
      gzippedBytes: z.int(),
      files: z.int(),
      /** Processor time until it listens, in ms: bundled, and from its source. */
      startCpuBundled: z.number().optional(),
      startCpuUnbundled: z.number().optional(),
    }),
  ),
});

export type SizeSection = z.infer<typeof sizeSection>;
