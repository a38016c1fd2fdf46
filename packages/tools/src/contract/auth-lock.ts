import { isOnAzure } from '../on-azure.ts';
import type { AuthMode } from './caller.ts';

/** A constant that packaging puts into the bundle. */
declare const STAMPED_AUTH_MODE: AuthMode | undefined;

/** The auth mode that this package was made for; undefined where the source itself runs. */
export const stampedAuthMode: AuthMode | undefined =
  typeof STAMPED_AUTH_MODE === 'undefined' ? undefined : STAMPED_AUTH_MODE;

/** What callers are told of a server that refuses every call. */
export const refusalForCallers =
  "This server refuses every call, as it is not set up as its package expects. The server's log says why.";

/**
 * Why this server has to refuse every call, for its log; undefined where it has not. A package made for `entra` or
 * `anonymous` asks for no key, so on Azure it must stand where the infrastructure provides for that, which says so in
 * the app setting `MCP_AUTH_MODE`: deployed onto any other app it would be public.
 */
export function authLock(
  env: NodeJS.ProcessEnv,
  stamped: AuthMode | undefined = stampedAuthMode,
): string | undefined {
  if (stamped === undefined || stamped === 'key') return undefined;
  const provided = env['MCP_AUTH_MODE'];
  if (!isOnAzure(env) || provided === stamped) return undefined;
  const setting = provided ? `is '${provided}'` : 'is not set';
  return `Every call is refused: this package was made for auth mode '${stamped}', but the app setting MCP_AUTH_MODE ${setting}. Provision and deploy together (azd provision --no-state, then azd deploy), or package with AUTH_MODE=key.`;
}
