import type { FunctionInfo } from '../app-runtime.ts';
import { isHttpFunction } from '../triggers/http/routing/http-function.ts';
import { mcpTriggerType } from '../triggers/mcp/registry.ts';
import { webhooksPath } from './webhooks.ts';

/** What `npm run host` says of a host that runs. */
export interface DescribedHost {
  readonly url: string;
  /** Below which HTTP functions answer; empty for none. */
  readonly routePrefix: string;
  readonly functions: readonly FunctionInfo[];
}

/**
 * Where to find the app's functions, and which of them do not work; for the terminal.
 * @param howToGetIn past what stands in front of them, a line each
 */
export function describeEndpoints(
  { url, routePrefix, functions }: DescribedHost,
  howToGetIn: readonly string[] = [],
): string {
  const working = functions.filter(({ error }) => error === undefined);
  const mcp = working.filter(({ trigger }) => mcpTriggerType(trigger));
  const http = working.filter(isHttpFunction);
  const broken = functions.length - working.length;
  const lines = [
    ...(mcp.length > 0 ? [`MCP   ${url}${webhooksPath}/mcp   ${counts(mcp)}`] : []),
    ...http.map(({ name, route, methods }) => {
      const address = [url, ...(routePrefix ? [routePrefix] : []), route].join('/');
      return `HTTP  ${address}   ${name} ${methods?.join(' ') ?? 'all verbs'}`;
    }),
    ...(broken > 0 ? [`${plural(broken, 'function')} in error, named above: it answers 404.`] : []),
    ...howToGetIn,
    'Ctrl-C stops it. This is the local host, not Azure.',
  ];
  return `\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}

function counts(functions: readonly FunctionInfo[]): string {
  return Object.entries(mcpKinds)
    .map(([type, kind]) => ({
      kind,
      count: functions.filter(({ trigger }) => mcpTriggerType(trigger) === type).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => plural(count, kind))
    .join(', ');
}

const mcpKinds = {
  mcptooltrigger: 'tool',
  mcpresourcetrigger: 'resource',
  mcpprompttrigger: 'prompt',
} as const;

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
