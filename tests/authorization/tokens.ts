import type { IdentityProvider, TokenWish } from '@side-by-side/local-host';
import type { TokenId } from '../../scripts/docs/authorization/credentials.ts';
import type { GuardedServer } from '../support/guarded-servers.ts';

/** Makes a token, right or wrong, for one of the servers. */
export type Tokens = (id: TokenId, changes?: Partial<TokenWish>) => Promise<string>;

/** A server, and tokens for it. */
export interface AskedServer extends GuardedServer {
  readonly tokens: Tokens;
}

const hour = 3_600;
const stranger = '00000000-0000-4000-8000-00000000000f';

/** How each token of the matrix differs from the right one. */
const wishes: Readonly<Record<TokenId, Partial<TokenWish>>> = {
  right: {},
  'of-an-app': { appRoles: ['Mcp.Invoke'] },
  expired: { age: 3 * hour },
  'not-yet-valid': { age: -hour },
  'wrong-audience': { claims: { aud: `api://${stranger}` } },
  'wrong-issuer': { claims: { iss: `https://login.microsoftonline.com/${stranger}/v2.0` } },
  'wrong-tenant': { claims: { tid: stranger } },
  'disallowed-client': { clientId: stranger },
  unsigned: { signature: 'none' },
  'public-key-as-secret': { signature: 'public-key-as-secret' },
  'unknown-key': { signature: 'unknown-key' },
  tampered: { signature: 'tampered' },
};

/** The tokens for the registration with a client id; each is signed once, which takes longer than a request. */
export function tokensAt(provider: IdentityProvider, clientId: string): Tokens {
  const made = new Map<TokenId, Promise<string>>();
  return (id, changes) => {
    const known = changes ? undefined : made.get(id);
    if (known) return known;
    const token = provider.tokenFor({ resource: clientId, ...wishes[id], ...changes });
    if (!changes) made.set(id, token);
    return token;
  };
}
