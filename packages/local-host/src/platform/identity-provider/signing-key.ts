import { createHash, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** A pair of RSA keys, and the id under which the public one is published. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const keys = new Map<string, Promise<SigningKey>>();

/**
 * The key that tokens are signed with, or one that nobody knows. Each is made once per process, when it
 * is first asked for: that takes a few tenths of a second.
 */
export function signingKey(which: 'published' | 'unknown' = 'published'): Promise<SigningKey> {
  const known = keys.get(which);
  if (known) return known;
  const made = makeKey();
  keys.set(which, made);
  return made;
}

async function makeKey(): Promise<SigningKey> {
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const { n } = pair.publicKey.export({ format: 'jwk' });
  return { kid: createHash('sha1').update(n!).digest('base64url'), ...pair };
}

/** The published key as a JSON Web Key Set, in the shape of Entra's. */
export async function publishedKeys(issuer: string): Promise<object> {
  const { kid, publicKey } = await signingKey();
  const { kty, n, e } = publicKey.export({ format: 'jwk' });
  return { keys: [{ kty, use: 'sig', kid, x5t: kid, n, e, issuer }] };
}
