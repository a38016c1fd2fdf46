import type { Client } from './directory.ts';
import { entraErrors } from './entra-errors.ts';
import { optional, required } from './form.ts';
import { principalIdOf, tokenExchange } from './managed-identity.ts';
import type { Realm } from './realm.ts';
import { verifyToken } from './verify-token.ts';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * Who asks for tokens. A public client only says so; a registration proves it with an assertion of its
 * managed identity, and never has a secret.
 * @throws EntraError
 * @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity
 */
export async function authenticateClient(
  realm: Realm,
  form: URLSearchParams,
  authorization: string | undefined,
): Promise<Client> {
  const basic = /^basic /i.test(authorization ?? '') ? authorization!.slice(6) : undefined;
  const fromBasic = basic && Buffer.from(basic, 'base64').toString('utf8').split(':')[0];
  const id = fromBasic || required(form, 'client_id');
  const client = realm.directory.findClient(id);
  if (!client) throw entraErrors.clientNotFound(id, realm.tenantId);
  const assertion = optional(form, 'client_assertion');
  const hasSecret = basic !== undefined || optional(form, 'client_secret') !== undefined;
  if (!client.registration) {
    if (hasSecret || assertion) throw entraErrors.clientIsPublic();
    return client;
  }
  if (hasSecret) throw entraErrors.secretInvalid(client.appId);
  if (!assertion) throw entraErrors.credentialMissing();
  if (optional(form, 'client_assertion_type') !== assertionType) {
    throw entraErrors.parameterInvalid('client_assertion_type');
  }
  await checkAssertion(realm, client, assertion);
  return client;
}

async function checkAssertion(realm: Realm, client: Client, assertion: string): Promise<void> {
  const { aud, sub } = await verifyToken(realm, assertion, {
    forged: entraErrors.assertionUnsigned,
    outOfTime: entraErrors.assertionOutOfTime,
  });
  if (aud !== tokenExchange.appId) throw entraErrors.assertionAudience(String(aud));
  const identity = client.registration?.managedIdentityClientId;
  if (identity === undefined || sub !== principalIdOf(identity)) {
    throw entraErrors.assertionSubject(String(sub));
  }
}
