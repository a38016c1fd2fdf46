import type { KeyGate } from './signed-in.ts';

/** What to say where somebody who has signed in is refused for want of a key; the admin API takes keys alone. */
export function keyRefusalWarning(gate: KeyGate): string | undefined {
  if (gate === 'admin') return undefined;
  const [status, remedy] =
    gate === 'webhook'
      ? [403, 'extensions.mcp.system.webhookAuthorizationLevel in host.json has to be Anonymous']
      : [
          401,
          'customHandler.http.DefaultAuthorizationLevel in host.json (of a function in code its authLevel) has to be anonymous',
        ];
  return `A caller who has signed in is refused with ${status} for want of a key: beside built-in authentication, ${remedy}.`;
}
