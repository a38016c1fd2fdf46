import { mapClaims, nameClaimType, roleClaimType, toPlatformJson } from './claim-types.ts';

/** The claims of a token that has been checked. */
export type Claims = Readonly<Record<string, unknown>>;

/** Headers that go to the app: name and value. */
export type HeaderPairs = readonly (readonly [name: string, value: string])[];

/**
 * The headers that tell an app who calls.
 * @see https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities
 */
export function principalHeaders(claims: Claims): HeaderPairs {
  const principal = {
    auth_typ: 'aad',
    claims: mapClaims(claims),
    name_typ: nameClaimType(claims),
    role_typ: roleClaimType,
  };
  const name = nameOf(claims);
  return [
    ['X-MS-CLIENT-PRINCIPAL', Buffer.from(toPlatformJson(principal)).toString('base64')],
    ['X-MS-CLIENT-PRINCIPAL-ID', headerValue(idOf(claims))],
    ...(name === undefined ? [] : [['X-MS-CLIENT-PRINCIPAL-NAME', headerValue(name)] as const]),
    ['X-MS-CLIENT-PRINCIPAL-IDP', 'aad'],
  ];
}

/** The name of somebody: the mail address if the token has one; undefined for an app, which has none. */
export function nameOf(claims: Claims): string | undefined {
  const names = ['email', 'preferred_username', 'unique_name', 'upn', 'name'];
  return names.map((name) => textOf(claims, name)).find(Boolean);
}

/** The object id of the caller, or what a provider without such ids has in its place. */
function idOf(claims: Claims): string {
  return ['oid', 'sub', 'azp', 'appid'].map((name) => textOf(claims, name)).find(Boolean) ?? '';
}

/** The id of the client that got a token: `azp` in version 2, `appid` in version 1. */
export function clientOf(claims: Claims): string | undefined {
  return textOf(claims, 'azp') ?? textOf(claims, 'appid');
}

/** A claim that is a text. */
export function textOf(claims: Claims, name: string): string | undefined {
  const value = claims[name];
  return typeof value === 'string' ? value : undefined;
}

/** A claim that is a list of texts, or one text. */
export function textsOf(claims: Claims, name: string): string[] {
  const value = claims[name];
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((item) => typeof item === 'string');
}

/** As the bytes of UTF-8, one character each, which is how Node.js has headers; without control characters. */
export function headerValue(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what ends a header
  const clean = text.replaceAll(/[\u0000-\u001f\u007f]/g, '');
  return Buffer.from(clean).toString('latin1');
}
