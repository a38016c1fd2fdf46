import type { IncomingMessage } from 'node:http';
import type {
  ClientAuth,
  Configuration,
  ServerMetadata,
  TokenEndpointResponse,
} from 'openid-client';
import { clientCredential } from './client-credential.ts';
import type { EasyAuthConfig } from './easy-auth-config.ts';
import { type KnownProvider, providerPatience } from './identity-provider.ts';
import type { Claims } from './principal.ts';
import { originOf, queryOf } from './request-place.ts';
import type { Tokens } from './sessions.ts';
import { clockTolerance } from './token-check.ts';

/** What a browser keeps, sealed, while its user signs in. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Where to go then; a place that has been checked. */
  readonly target: string;
}

/** Who signed in. */
export interface SignedIn {
  readonly claims: Claims;
  readonly tokens: Tokens;
}

/** Begins a sign-in: where to send the browser, and what it is to keep. */
export async function beginSignIn(
  request: IncomingMessage,
  target: string,
  config: EasyAuthConfig,
  { metadata }: KnownProvider,
): Promise<{ readonly url: URL; readonly pending: PendingSignIn }> {
  const client = await import('openid-client');
  const pending = {
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
    target,
  };
  const configuration = await configurationFor(metadata, config, client.None());
  const url = client.buildAuthorizationUrl(configuration, {
    scope: 'openid profile email',
    ...parametersOf(config.loginParameters),
    redirect_uri: `${originOf(request)}${config.apiPrefix}/login/aad/callback`,
    response_type: 'code',
    // With a form, as on Azure, the browser would send no cookie over plain HTTP.
    response_mode: 'query',
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
  });
  return { url, pending };
}

/** `name=value`, as the settings have them. */
function parametersOf(parameters: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    parameters.map((text) => {
      const end = text.indexOf('=');
      return end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end + 1)];
    }),
  );
}

/**
 * Ends a sign-in: exchanges the code in a request for tokens, with state, nonce and verifier checked.
 * @throws an error of openid-client where the answer, or the id token in it, is not as it must be
 * @throws ProviderUnavailableError where the app cannot prove who it is
 */
export async function finishSignIn(
  request: IncomingMessage,
  pending: PendingSignIn,
  config: EasyAuthConfig,
  { metadata }: KnownProvider,
  env: NodeJS.ProcessEnv,
): Promise<SignedIn> {
  const client = await import('openid-client');
  const url = new URL(`${originOf(request)}${config.apiPrefix}/login/aad/callback`);
  url.search = queryOf(request).toString();
  const credential = await clientCredential(config.secretSetting, env);
  const configuration = await configurationFor(metadata, config, credential);
  const answer = await client.authorizationCodeGrant(configuration, url, {
    pkceCodeVerifier: pending.verifier,
    expectedState: pending.state,
    expectedNonce: pending.nonce,
    idTokenExpected: true,
  });
  return { claims: { ...answer.claims() }, tokens: tokensOf(answer) };
}

/**
 * Gets new tokens for a session.
 * @throws as `finishSignIn`
 */
export async function refreshTokens(
  tokens: Tokens & { readonly refreshToken: string },
  config: EasyAuthConfig,
  { metadata }: KnownProvider,
  env: NodeJS.ProcessEnv,
): Promise<Tokens> {
  const client = await import('openid-client');
  const credential = await clientCredential(config.secretSetting, env);
  const configuration = await configurationFor(metadata, config, credential);
  const answer = await client.refreshTokenGrant(configuration, tokens.refreshToken);
  return tokensOf(answer, tokens);
}

async function configurationFor(
  metadata: ServerMetadata,
  { clientId, issuer }: EasyAuthConfig,
  credential: ClientAuth,
): Promise<Configuration> {
  const client = await import('openid-client');
  const configuration = new client.Configuration(
    metadata,
    clientId,
    { [client.clockTolerance]: clockTolerance, id_token_signed_response_alg: 'RS256' },
    credential,
  );
  configuration.timeout = providerPatience / 1_000;
  if (issuer.startsWith('http:')) client.allowInsecureRequests(configuration);
  // The code came through the browser, the id token did not; its signature is checked all the same.
  client.enableNonRepudiationChecks(configuration);
  return configuration;
}

function tokensOf(answer: TokenEndpointResponse, before?: Tokens): Tokens {
  return {
    accessToken: answer.access_token,
    idToken: answer.id_token ?? before?.idToken ?? '',
    refreshToken: answer.refresh_token ?? before?.refreshToken,
    expiresOn: new Date(Date.now() + (answer.expires_in ?? 3_600) * 1_000),
  };
}
