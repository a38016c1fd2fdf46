import type { CapabilityProbe } from './probe.ts';
import { clientProbes } from './probes/clients.ts';
import { contentProbes } from './probes/content.ts';
import { errorProbes } from './probes/errors.ts';
import { exchangeProbes } from './probes/exchange.ts';
import { httpProbes } from './probes/http.ts';
import { notificationProbes } from './probes/notifications.ts';
import { promptProbes } from './probes/prompts.ts';
import { protocolProbes } from './probes/protocol.ts';
import { resourceProbes } from './probes/resources.ts';
import { signInProbes } from './probes/sign-in.ts';
import { toolProbes } from './probes/tools.ts';
import { transportProbes } from './probes/transport.ts';

/** The groups of rows, by the first part of their ids, in the order of the report. */
const groups = {
  protocol: 'Protocol revisions',
  client: 'Official clients',
  transport: 'Transport',
  tools: 'Tools',
  content: 'Content of answers',
  resources: 'Resources',
  prompts: 'Prompts',
  exchange: 'Beyond question and answer',
  errors: 'Errors',
  http: 'HTTP',
  signin: 'Sign-in',
} as const;

/** All rows of the comparison. */
export const allProbes: readonly CapabilityProbe[] = [
  ...protocolProbes,
  ...clientProbes,
  ...transportProbes,
  ...toolProbes,
  ...contentProbes,
  ...resourceProbes,
  ...promptProbes,
  ...exchangeProbes,
  ...notificationProbes,
  ...errorProbes,
  ...httpProbes,
  ...signInProbes,
];

/** The group of a row, as people read it. */
export function groupTitle(id: string): string {
  return groups[id.slice(0, id.indexOf('.')) as keyof typeof groups];
}
