import type { HostJson } from '../settings/host-json.ts';

/** Below which HTTP functions answer: `extensions.http.routePrefix`, as it is written; empty for none. */
export function routePrefixOf({ settings }: HostJson): string {
  return settings.text('extensions:http:routePrefix') ?? 'api';
}
