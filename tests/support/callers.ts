/** Somebody whom the platform has let in, by the claims of their token. */
export type Claims = Readonly<Record<string, string | readonly string[]>>;

const [microsoft, soap] = [
  'http://schemas.microsoft.com/identity/claims/',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/',
];

/** How the platform calls the claims that it renames. */
const mapped: Readonly<Record<string, string>> = {
  oid: `${microsoft}objectidentifier`,
  tid: `${microsoft}tenantid`,
  scp: `${microsoft}scope`,
  sub: `${soap}nameidentifier`,
  roles: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role',
};

/** An access token with these claims, which nobody has signed. */
export function tokenOf(claims: Claims): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ typ: 'JWT', alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;
}

/**
 * The headers that the platform adds to a request with such a token, and the one that it passes on.
 * @see https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities
 */
export function headersOf(claims: Claims): Record<string, string> {
  const principal = {
    auth_typ: 'aad',
    claims: Object.entries(claims).flatMap(([type, value]) =>
      [value].flat().map((val) => ({ typ: mapped[type] ?? type, val })),
    ),
    name_typ: `${soap}name`,
    role_typ: mapped['roles'],
  };
  return {
    'X-MS-CLIENT-PRINCIPAL': Buffer.from(JSON.stringify(principal)).toString('base64'),
    'X-MS-CLIENT-PRINCIPAL-ID': String(claims['oid']),
    'X-MS-CLIENT-PRINCIPAL-NAME': String(claims['preferred_username'] ?? claims['oid']),
    'X-MS-CLIENT-PRINCIPAL-IDP': 'aad',
    Authorization: `Bearer ${tokenOf(claims)}`,
  };
}
