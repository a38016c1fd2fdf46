import { type Client, graph } from '../directory.ts';
import { entraErrors } from '../entra-errors.ts';
import { optional, required } from '../form.ts';
import { issueTokens, type TokenAnswer } from '../issue-tokens.ts';
import type { Realm } from '../realm.ts';
import { onlyGrant, readScope } from '../scope.ts';
import { verifyToken } from '../verify-token.ts';

/**
 * Exchanges the token that a user's client has sent to an app for one with which the app asks another
 * for that user. The user must have allowed the app that: pre-authorised clients don't count.
 * @throws EntraError
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow
 */
export async function exchangeOnBehalfOf(
  realm: Realm,
  client: Client,
  form: URLSearchParams,
): Promise<TokenAnswer> {
  if (!client.registration) throw entraErrors.credentialMissing();
  if (required(form, 'requested_token_use') !== 'on_behalf_of') {
    throw entraErrors.parameterInvalid('requested_token_use');
  }
  const assertion = required(form, 'assertion');
  const scopeText = required(form, 'scope');
  const claims = await verifyToken(realm, assertion, {
    forged: entraErrors.userAssertionInvalid,
    outOfTime: entraErrors.userAssertionOutOfTime,
  });
  if (claims['aud'] !== client.appId) {
    throw entraErrors.userAssertionAudience(String(claims['aud']), client.appId);
  }
  const user = realm.directory.findUser(String(claims['oid']));
  if (!user || claims['scp'] === undefined) throw entraErrors.appOnBehalfOf(client.appId);
  const scope = readScope(realm, client, scopeText);
  const grant = onlyGrant(scope, scopeText);
  if (grant.resource === graph && realm.graphConsent === 'interaction-required') {
    throw entraErrors.moreAuthenticationNeeded(graph.appId);
  }
  if (!realm.directory.isConsented(client, grant, user)) {
    throw entraErrors.consentMissing(client.appId, client.displayName, 'invalid_grant');
  }
  const authorization = { client, user, grants: [grant], openId: scope.openId };
  return issueTokens(realm, authorization, grant, {
    clientInfo: optional(form, 'client_info') === '1',
  });
}
