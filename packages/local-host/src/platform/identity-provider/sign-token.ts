import { createHmac } from 'node:crypto';
import type { Claims } from './claims.ts';
import { type SigningKey, signingKey } from './signing-key.ts';

/**
 * How a token is signed: with the published key; with one that nobody knows; not at all (`alg` none);
 * with the published key taken for a shared secret (`alg` HS256); or well, and changed afterwards.
 */
export type TokenSignature = 'valid' | 'unknown-key' | 'none' | 'public-key-as-secret' | 'tampered';

/** Signs claims as Entra does, or as somebody does who wants to get in. */
export async function signToken(
  claims: Claims,
  { signature = 'valid', header = {} }: { signature?: TokenSignature; header?: Claims } = {},
): Promise<string> {
  const published = await signingKey();
  const kid = published.kid;
  switch (signature) {
    case 'valid':
      return signWith(published, claims, { kid, ...header });
    case 'unknown-key':
      // Under the published id: what matters is the signature.
      return signWith(await signingKey('unknown'), claims, { kid, ...header });
    case 'none':
      return `${encode({ typ: 'JWT', alg: 'none', ...header })}.${encode(claims)}.`;
    case 'public-key-as-secret': {
      const text = `${encode({ typ: 'JWT', alg: 'HS256', kid, ...header })}.${encode(claims)}`;
      const secret = published.publicKey.export({ type: 'spki', format: 'pem' });
      return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
    }
    case 'tampered': {
      const [head, , tail] = (await signWith(published, claims, { kid, ...header })).split('.');
      return [head, encode({ ...claims, name: 'Somebody Else' }), tail].join('.');
    }
  }
}

async function signWith(
  { privateKey }: SigningKey,
  claims: Claims,
  header: Claims,
): Promise<string> {
  const { CompactSign } = await import('jose');
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', ...header })
    .sign(privateKey);
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
