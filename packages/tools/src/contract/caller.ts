/** Who is signed in, as built-in authentication (Easy Auth) tells the app. */
export interface Caller {
  /** The object id of the user or the application. */
  readonly id: string;
  /** The name that they sign in with. An application has none. */
  readonly name?: string;
  readonly tenantId?: string;
  /** The client application that the token was issued to. */
  readonly clientId?: string;
  /** What the user allows the client to do; none where an application calls as itself. */
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
}

/** Who is let in to the servers: who signs in with Entra, who has a key, or everybody. */
export type AuthMode = 'entra' | 'key' | 'anonymous';

const soapClaims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';

const claimTypes = {
  id: ['oid', 'http://schemas.microsoft.com/identity/claims/objectidentifier'],
  // The display name comes last: people may choose it, and share it.
  name: [
    'preferred_username',
    'upn',
    `${soapClaims}upn`,
    'unique_name',
    `${soapClaims}name`,
    'email',
    `${soapClaims}emailaddress`,
    'emails',
    'name',
  ],
  tenantId: ['tid', 'http://schemas.microsoft.com/identity/claims/tenantid'],
  clientId: ['azp', 'appid'],
  scopes: ['scp', 'http://schemas.microsoft.com/identity/claims/scope'],
  roles: ['roles', 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role'],
} as const;

/**
 * The caller from the header `X-MS-CLIENT-PRINCIPAL`; undefined in every auth mode but `entra`, where
 * nobody has checked that header, and where it is missing or no principal. Claims are looked up under
 * their short and their mapped names, as the platform maps some of them. `X-MS-CLIENT-PRINCIPAL-ID` and
 * `-NAME` are not read: which claim they hold is up to the platform, and an object id is wanted.
 * @param header the value of a request header, whatever its letter case
 * @see https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities
 */
export function readCaller(
  header: (name: string) => string | null | undefined,
  authMode: AuthMode,
): Caller | undefined {
  const encoded = authMode === 'entra' ? header('x-ms-client-principal') : undefined;
  const claims = encoded ? parseClaims(encoded) : undefined;
  if (!claims) return undefined;

  const all = (kind: keyof typeof claimTypes): string[] =>
    claims.filter(({ typ }) => claimTypes[kind].some((type) => type === typ)).map(({ val }) => val);
  const first = (kind: 'name' | 'tenantId' | 'clientId'): Record<string, string> => {
    const value = claimTypes[kind]
      .map((type) => claims.find(({ typ }) => typ === type)?.val)
      .find(Boolean);
    return value === undefined ? {} : { [kind]: value };
  };
  const [id] = all('id');
  if (!id) return undefined;
  return {
    id,
    ...first('name'),
    ...first('tenantId'),
    ...first('clientId'),
    scopes: all('scopes').flatMap((scopes) => scopes.split(' ').filter(Boolean)),
    roles: all('roles'),
  };
}

interface Claim {
  readonly typ: string;
  readonly val: string;
}

function parseClaims(encoded: string): Claim[] | undefined {
  // Several headers of the name come as one with a comma, and it is not known which of them to trust.
  if (!/^[\w+/-]+=*$/.test(encoded)) return undefined;
  try {
    const principal: unknown = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
    const claims = (principal as { claims?: unknown } | null)?.claims;
    return Array.isArray(claims) ? claims.filter(isClaim) : undefined;
  } catch {
    return undefined;
  }
}

function isClaim(value: unknown): value is Claim {
  const claim = value as Partial<Claim> | null;
  return typeof claim?.typ === 'string' && typeof claim.val === 'string';
}
