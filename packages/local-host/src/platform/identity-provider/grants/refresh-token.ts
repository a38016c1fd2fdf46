import type { Client } from '../directory.ts';
import { entraErrors } from '../entra-errors.ts';
import { optional, required } from '../form.ts';
import { issueTokens, type TokenAnswer } from '../issue-tokens.ts';
import type { Realm } from '../realm.ts';
import { checkResource, onlyGrant, readScope } from '../scope.ts';

/**
 * Exchanges a refresh token for tokens, a new refresh token among them. The old one stays good, as at
 * Entra. It serves for any resource that the user has allowed the client.
 * @throws EntraError
 * @see https://learn.microsoft.com/entra/identity-platform/refresh-tokens
 */
export async function refreshTokens(
  realm: Realm,
  client: Client,
  form: URLSearchParams,
): Promise<TokenAnswer> {
  const known = realm.refreshTokens.find(required(form, 'refresh_token'));
  if (known === undefined) throw entraErrors.codeUnknown();
  if (known === 'expired') throw entraErrors.codeExpired();
  if (known.client.appId !== client.appId) throw entraErrors.codeUnknown();
  const scopeText = optional(form, 'scope');
  const scope = scopeText === undefined ? known : readScope(realm, client, scopeText);
  checkResource(realm, optional(form, 'resource'), scope, known);
  const grant = onlyGrant(scope, scopeText ?? '');
  if (!realm.directory.isConsented(client, grant, known.user)) {
    throw entraErrors.consentMissing(client.appId, client.displayName, 'invalid_grant');
  }
  const openId = new Set([...scope.openId, 'offline_access']);
  return issueTokens(realm, { ...known, grants: [grant], openId }, grant, {
    clientInfo: optional(form, 'client_info') === '1',
  });
}
