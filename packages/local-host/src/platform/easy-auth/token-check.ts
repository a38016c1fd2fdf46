import type { IncomingMessage } from 'node:http';
import type { errors, JWTPayload } from 'jose';
import { isCanonical } from './canonical.ts';
import type { EasyAuthConfig } from './easy-auth-config.ts';
import { causesOf, type KnownProvider, unavailable } from './identity-provider.ts';
import type { Claims } from './principal.ts';

/** Clocks may differ by so much, in seconds. */
export const clockTolerance = 300;

/** A token that holds, or why it does not, in words for the log that hold nothing of it but ids. */
export type TokenResult = { readonly claims: Claims } | { readonly objection: string };

/**
 * The bearer token of a request; undefined where it sends none.
 * Several `Authorization` headers are none that could be valid: who reads the request next might take another.
 */
export function bearerTokenOf({ rawHeaders }: IncomingMessage): string | undefined {
  const sent = rawHeaders.filter(
    (_, i) => i % 2 === 1 && rawHeaders[i - 1]!.toLowerCase() === 'authorization',
  );
  return /^Bearer(?: +(.*))?$/i.exec(sent.join(','))?.[1]?.trim() ?? missingToken(sent);
}

/** `Bearer` without anything is a token that is empty. */
function missingToken(sent: readonly string[]): string | undefined {
  return sent.some((value) => /^Bearer\b/i.test(value)) ? '' : undefined;
}

/**
 * Checks a token: signed with RS256 by a key of the issuer, for one of the audiences, and in its time.
 * @throws ProviderUnavailableError when the keys cannot be had
 */
export async function checkToken(
  token: string,
  { audiences }: Pick<EasyAuthConfig, 'audiences'>,
  { metadata, keys }: KnownProvider,
): Promise<TokenResult> {
  if (!isCanonical(token, 3)) return { objection: 'the token is malformed' };
  const { jwtVerify } = await import('jose');
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: metadata.issuer,
      audience: [...audiences],
      algorithms: ['RS256'],
      clockTolerance,
      requiredClaims: ['exp', 'iss', 'aud'],
    });
    return { claims: payload };
  } catch (error) {
    return { objection: objectionOf(error, metadata.jwks_uri ?? '') };
  }
}

type JoseError = Partial<errors.JWTClaimValidationFailed> & { readonly payload?: JWTPayload };

/** @throws ProviderUnavailableError for an error that is not the token's */
function objectionOf(error: unknown, keysUrl: string): string {
  const { code, claim, reason, payload } = error as JoseError;
  switch (code) {
    case 'ERR_JWT_EXPIRED':
      return 'the token has expired';
    case 'ERR_JWT_CLAIM_VALIDATION_FAILED':
      if (claim === 'nbf') return 'the token is not valid yet';
      if (claim === 'aud') return `the audience is wrong: ${shown(payload?.aud)}`;
      if (claim === 'iss') return `the issuer is wrong: ${shown(payload?.iss)}`;
      return `the claim ${claim} is ${reason}`;
    case 'ERR_JOSE_ALG_NOT_ALLOWED':
      return 'the token is not signed with RS256';
    case 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED':
      return 'the signature is wrong';
    case 'ERR_JWKS_NO_MATCHING_KEY':
    case 'ERR_JWKS_MULTIPLE_MATCHING_KEYS':
      return 'the issuer has no such key';
    case 'ERR_JWS_INVALID':
    case 'ERR_JWT_INVALID':
    case 'ERR_JOSE_NOT_SUPPORTED':
      return 'the token is malformed';
    default:
      throw unavailable(keysUrl, causesOf(error));
  }
}

/** Ids for the log; anything else that a token may say is left out. */
function shown(value: unknown): string {
  const text = Array.isArray(value) ? value.join(' ') : value;
  return typeof text === 'string' && /^[\w.:/ -]{1,200}$/.test(text) ? text : '(no id)';
}
