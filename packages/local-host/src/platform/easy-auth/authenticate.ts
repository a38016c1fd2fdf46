import type { IncomingMessage } from 'node:http';
import { emptyListObjection, policyObjection } from './authorization-policy.ts';
import type { EasyAuthParts } from './easy-auth-parts.ts';
import { type HeaderPairs, principalHeaders } from './principal.ts';
import { isCrossSite } from './same-site.ts';
import { sessionCaller } from './session-caller.ts';
import { tokenHeaders } from './sessions.ts';
import { bearerTokenOf, checkToken } from './token-check.ts';

/** Who sends a request: somebody, nobody, or somebody who may not. */
export type Authentication =
  | { readonly kind: 'known'; readonly headers: HeaderPairs }
  | { readonly kind: 'anonymous' }
  /** Somebody who shows a token that does not hold: where nobody needs to sign in, as good as nobody. */
  | { readonly kind: 'doubtful'; readonly why: string }
  | { readonly kind: 'refused'; readonly status: 403; readonly why: string };

const anonymous: Authentication = { kind: 'anonymous' };

/**
 * Finds out who sends a request, by its bearer token, or by the session of its browser where it has none.
 * @throws ProviderUnavailableError where that cannot be known now
 */
export async function authenticate(
  parts: EasyAuthParts,
  request: IncomingMessage,
): Promise<Authentication> {
  const token = bearerTokenOf(request);
  if (token === undefined) return authenticateSession(parts, request);
  const { config, appSettings, provider } = parts;
  const result = await checkToken(token, config, await provider());
  if ('objection' in result) return { kind: 'doubtful', why: result.objection };
  const { claims } = result;
  const why =
    policyObjection(claims, config, appSettings.tenants) ?? emptyListObjection(config.policies);
  if (why) return { kind: 'refused', status: 403, why };
  return { kind: 'known', headers: principalHeaders(claims) };
}

async function authenticateSession(
  { config, appSettings, sessions }: EasyAuthParts,
  request: IncomingMessage,
): Promise<Authentication> {
  const session = await sessions.find(request);
  if (!session) return anonymous;
  if (isCrossSite(request, config.externalRedirects)) {
    return { kind: 'refused', status: 403, why: 'a page of another site sends it' };
  }
  const why = policyObjection(sessionCaller(session.claims, config), config, appSettings.tenants);
  if (why) return { kind: 'refused', status: 403, why };
  const tokens = config.keepsTokens ? tokenHeaders(session) : [];
  return { kind: 'known', headers: [...principalHeaders(session.claims), ...tokens] };
}
