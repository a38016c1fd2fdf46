import type { JWTVerifyGetKey } from 'jose';
import type { ServerMetadata } from 'openid-client';
import { messageOf } from '../../errors.ts';
import type { EasyAuthConfig } from './easy-auth-config.ts';
import { isTrustedUrl } from './trusted-url.ts';

/** The identity provider, or its keys, cannot be had now. The message says which URL, and why. */
export class ProviderUnavailableError extends Error {}

/** What Easy Auth knows of the identity provider. */
export interface KnownProvider {
  readonly metadata: ServerMetadata;
  /** Its keys, fetched when they are needed, and again for one that is not known yet. */
  readonly keys: JWTVerifyGetKey;
}

/** So long an identity provider may take for an answer, in milliseconds. */
export const providerPatience = 5_000;

/**
 * Learns about the identity provider when that is asked for, once; after a failure it tries again with the
 * next request.
 */
export function createIdentityProvider({
  issuer,
}: Pick<EasyAuthConfig, 'issuer'>): () => Promise<KnownProvider> {
  let known: Promise<KnownProvider> | undefined;
  return () => {
    known ??= discover(issuer).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}

/** @throws ProviderUnavailableError */
async function discover(place: string): Promise<KnownProvider> {
  const { createRemoteJWKSet } = await import('jose');
  const url = `${place.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const metadata = await readMetadata(url);
  for (const name of ['jwks_uri', 'authorization_endpoint', 'token_endpoint'] as const) {
    if (isTrustedUrl(metadata[name] ?? '')) continue;
    throw unavailable(url, `its ${name} '${metadata[name]}' is no https URL`);
  }
  const remote = createRemoteJWKSet(new URL(metadata.jwks_uri!), {
    timeoutDuration: providerPatience,
    // A provider on this machine has new keys at each start.
    cooldownDuration: providerPatience,
  });
  return { metadata, keys: remote };
}

/**
 * The metadata may name another issuer than the place where they are, and then that one counts: the portal sets
 * `https://sts.windows.net/TENANT/v2.0`, whose metadata are those of `https://login.microsoftonline.com/TENANT/v2.0`.
 * So they are not read by openid-client, which wants both to be equal.
 * @see https://github.com/MicrosoftDocs/azure-docs/issues/101652
 * @throws ProviderUnavailableError
 */
async function readMetadata(url: string): Promise<ServerMetadata> {
  let metadata: Partial<ServerMetadata> | null;
  try {
    const signal = AbortSignal.timeout(providerPatience);
    const response = await fetch(url, { redirect: 'error', signal });
    if (!response.ok) throw new Error(`it answers ${response.status}`);
    metadata = (await response.json()) as typeof metadata;
  } catch (error) {
    throw unavailable(url, causesOf(error));
  }
  if (!metadata?.issuer) throw unavailable(url, 'it names no issuer');
  return metadata as ServerMetadata;
}

/** The error for a URL of the identity provider that has no answer, or no good one. */
export function unavailable(url: string, reason: string): ProviderUnavailableError {
  return new ProviderUnavailableError(
    `The identity provider cannot be used: ${url}: ${reason}. Nobody can sign in until it can; it is tried again.`,
  );
}

/** What `fetch` reports has the reason in its cause. */
export function causesOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const messages = [messageOf(error), ...(cause instanceof Error ? [messageOf(cause)] : [])];
  const code = cause instanceof Error && 'code' in cause ? [String(cause.code)] : [];
  return [...messages, ...code].filter(Boolean).join(': ');
}
