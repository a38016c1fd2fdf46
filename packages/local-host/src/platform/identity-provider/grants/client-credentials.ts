import { appClaims } from '../claims.ts';
import { type Client, graph } from '../directory.ts';
import { entraErrors } from '../entra-errors.ts';
import { required } from '../form.ts';
import type { TokenAnswer } from '../issue-tokens.ts';
import { principalIdOf } from '../managed-identity.ts';
import type { Realm } from '../realm.ts';
import { onlyGrant, readScope } from '../scope.ts';
import { signToken } from '../sign-token.ts';

/**
 * A token for an app itself, with the roles that it was assigned.
 * @throws EntraError
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export async function issueAppToken(
  realm: Realm,
  client: Client,
  form: URLSearchParams,
): Promise<TokenAnswer> {
  if (!client.registration) throw entraErrors.credentialMissing();
  const scopeText = required(form, 'scope');
  const { resource } = onlyGrant(readScope(realm, client, scopeText), scopeText);
  if (!scopeText.endsWith('/.default')) throw entraErrors.scopeNotDefault(scopeText);
  const version = resource === graph ? '1.0' : '2.0';
  const claims = appClaims(realm, client.appId, principalIdOf(client.appId), resource, version);
  return {
    token_type: 'Bearer',
    expires_in: realm.tokenLifetime,
    ext_expires_in: realm.tokenLifetime,
    access_token: await signToken(claims),
  };
}
