import type { Subject } from '../finding.ts';
import { isSame } from './is-same.ts';

/** Whether a scope of the server is among these: of its identifier URI, or of its address on a domain of the tenant. */
export function hasScope(scopes: readonly string[], { server }: Subject): boolean {
  if (!server.signIn) return true;
  const own = [server.signIn.identifierUri, `api://${server.signIn.clientId}`, server.url.href];
  return scopes.some((scope) =>
    own.some((uri) => isSame(scope.trim(), `${uri}/user_impersonation`)),
  );
}
