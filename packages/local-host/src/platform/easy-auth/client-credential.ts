import type { ClientAuth } from 'openid-client';
import { causesOf, providerPatience, unavailable } from './identity-provider.ts';

/** The setting whose value is no secret but the client id of a managed identity that vouches for the app. */
const identitySetting = 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID';
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * How the app proves to the token endpoint who it is: by a secret, by a token of its managed identity, or,
 * where no setting is named, not at all.
 * @throws ProviderUnavailableError when the setting is empty or the identity gives no token
 */
export async function clientCredential(
  settingName: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<ClientAuth> {
  const client = await import('openid-client');
  if (settingName === undefined) return client.None();
  const value = env[settingName];
  if (!value) throw unavailable(`app setting ${settingName}`, 'it is not set');
  if (settingName.toUpperCase() !== identitySetting) return client.ClientSecretPost(value);
  const assertion = await identityToken(value, env);
  return (_server, { client_id }, body) => {
    body.set('client_id', client_id);
    body.set('client_assertion_type', assertionType);
    body.set('client_assertion', assertion);
  };
}

/**
 * Asks the managed identity for a token that a federated credential takes.
 * @see https://learn.microsoft.com/azure/app-service/overview-managed-identity (REST endpoint reference)
 */
async function identityToken(clientId: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { IDENTITY_ENDPOINT: endpoint, IDENTITY_HEADER: header } = env;
  if (!endpoint || !header || !URL.canParse(endpoint)) {
    throw unavailable(
      'IDENTITY_ENDPOINT',
      `${identitySetting} asks for a managed identity, which IDENTITY_ENDPOINT and IDENTITY_HEADER lead to`,
    );
  }
  const url = new URL(endpoint);
  url.searchParams.set('api-version', '2019-08-01');
  url.searchParams.set('resource', 'api://AzureADTokenExchange');
  url.searchParams.set('client_id', clientId);
  try {
    const response = await fetch(url, {
      headers: { 'X-IDENTITY-HEADER': header },
      signal: AbortSignal.timeout(providerPatience),
    });
    const { access_token: token } = (await response.json()) as { access_token?: unknown };
    if (response.ok && typeof token === 'string') return token;
    throw new Error(`it answers ${response.status} without a token`);
  } catch (error) {
    throw unavailable(endpoint, causesOf(error));
  }
}
