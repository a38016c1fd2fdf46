const microsoft = 'http://schemas.microsoft.com';
const xmlSoap = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';

/** What the claims of a token are called in a principal; those that are not here keep their names. */
const claimTypes: Readonly<Record<string, string>> = {
  acr: `${microsoft}/claims/authnclassreference`,
  amr: `${microsoft}/claims/authnmethodsreferences`,
  idp: `${microsoft}/identity/claims/identityprovider`,
  oid: `${microsoft}/identity/claims/objectidentifier`,
  tid: `${microsoft}/identity/claims/tenantid`,
  scp: `${microsoft}/identity/claims/scope`,
  sub: `${xmlSoap}/nameidentifier`,
  unique_name: `${xmlSoap}/name`,
  upn: `${xmlSoap}/upn`,
  given_name: `${xmlSoap}/givenname`,
  family_name: `${xmlSoap}/surname`,
  email: `${xmlSoap}/emailaddress`,
};

/** The claim type that a principal calls the name: that of the mail address where there is one. */
export function nameClaimType(claims: Readonly<Record<string, unknown>>): string {
  return `${xmlSoap}/${claims['email'] ? 'emailaddress' : 'name'}`;
}

/** The claim type that a principal calls the role, though the claim `roles` keeps its own name. */
export const roleClaimType = `${microsoft}/ws/2008/06/identity/claims/role`;

/** JSON as App Service writes it: its serializer escapes each slash, so that apps that compare texts see the same. */
export function toPlatformJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('/', String.raw`\/`);
}

/** One claim as App Service writes it. */
export interface Claim {
  readonly typ: string;
  readonly val: string;
}

/** The claims of a token under their .NET names and in their order, a list as one claim for each item. */
export function mapClaims(claims: Readonly<Record<string, unknown>>): Claim[] {
  return Object.entries(claims).flatMap(([name, value]) => {
    const typ = Object.hasOwn(claimTypes, name) ? claimTypes[name]! : name;
    const values: unknown[] = Array.isArray(value) ? value : [value];
    return values
      .filter((item) => item !== null && item !== undefined)
      .map((item) => ({ typ, val: typeof item === 'string' ? item : JSON.stringify(item) }));
  });
}
