import { z } from 'zod';
import { capabilityRow } from './capabilities.ts';
import { costSection } from './cost.ts';
import { metersSection } from './meters.ts';
import { performanceSection } from './performance.ts';
import { sizeSection } from './size.ts';

/** Which version of the form a report has; a change that readers of the old one would stumble over raises it. */
export const reportVersion = 1;

/** One of the two servers that are compared. */
const comparedServer = z.object({
  /** Its key in every record of the report: `extension` and `self-hosted`, or `first` and `second`. */
  id: z.string(),
  title: z.string(),
  /** The MCP endpoint, without a query. */
  url: z.string(),
  /** Where it runs. Whoever shows a figure of a local server says that it is no figure of Azure. */
  place: z.enum(['local host', 'azure', 'elsewhere']),
  /** What the server says of itself when it is initialized. */
  name: z.string().optional(),
  version: z.string().optional(),
});

/** The machine that measured. */
export const machine = z.object({
  cpu: z.string(),
  cores: z.int(),
  memoryMB: z.int(),
  system: z.string(),
  node: z.string(),
});

/** What `npm run compare` found out. */
export const report = z.object({
  version: z.literal(reportVersion),
  /** When it was made, in ISO 8601. */
  made: z.string(),
  thoroughness: z.enum(['quick', 'usual', 'full']),
  /** It was interrupted: what is there is right, and not all. */
  isPartial: z.boolean(),
  machine,
  servers: z.tuple([comparedServer, comparedServer]),
  capabilities: z.array(capabilityRow),
  performance: performanceSection.optional(),
  size: sizeSection.optional(),
  cost: costSection.optional(),
  meters: metersSection.optional(),
});

export type Report = z.infer<typeof report>;
export type ComparedServer = z.infer<typeof comparedServer>;
export type Machine = z.infer<typeof machine>;
