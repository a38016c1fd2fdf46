import { expect, test } from 'vitest';
import { verifies } from '../../testing/verifies.ts';
import { mapClaims } from './claim-types.ts';
import { principalHeaders } from './principal.ts';
import { bearer, headersOf, principalOf, useFront } from './testing/front.ts';

verifies(
  'easy-auth.principal',
  'easy-auth.principal-name',
  'easy-auth.principal-name-order',
  'easy-auth.claim-types',
  'easy-auth.authorization-passed',
);

const soap = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const microsoft = 'http://schemas.microsoft.com';

const headersFor = (claims: object): Record<string, string> =>
  Object.fromEntries(
    principalHeaders({ ...claims }).map(([name, value]) => [name.toLowerCase(), value]),
  );

test.each([
  ['acr', `${microsoft}/claims/authnclassreference`],
  ['amr', `${microsoft}/claims/authnmethodsreferences`],
  ['idp', `${microsoft}/identity/claims/identityprovider`],
  ['oid', `${microsoft}/identity/claims/objectidentifier`],
  ['tid', `${microsoft}/identity/claims/tenantid`],
  ['scp', `${microsoft}/identity/claims/scope`],
  ['sub', `${soap}/nameidentifier`],
  ['unique_name', `${soap}/name`],
  ['upn', `${soap}/upn`],
  ['given_name', `${soap}/givenname`],
  ['family_name', `${soap}/surname`],
  ['email', `${soap}/emailaddress`],
  ...'aud iss iat nbf exp aio appid appidacr ipaddr name rh sid uti ver xms_tcdt azp azpacr preferred_username roles nonce c_hash constructor'
    .split(' ')
    .map((name) => [name, name]),
] as [string, string][])('the claim %s is called %s', (name, typ) => {
  expect(mapClaims({ [name]: 'x' })).toEqual([{ typ, val: 'x' }]);
});

test('claims keep their order, a list is one claim for each item, and all values are texts', () => {
  const claims = {
    exp: 1_700_000_000,
    amr: ['pwd', 'mfa'],
    none: null,
    flag: true,
    sub: 's',
    o: { a: 1 },
  };
  expect(mapClaims(claims)).toEqual([
    { typ: 'exp', val: '1700000000' },
    { typ: `${microsoft}/claims/authnmethodsreferences`, val: 'pwd' },
    { typ: `${microsoft}/claims/authnmethodsreferences`, val: 'mfa' },
    { typ: 'flag', val: 'true' },
    { typ: `${soap}/nameidentifier`, val: 's' },
    { typ: 'o', val: '{"a":1}' },
  ]);
});

test('the principal is JSON in Base64 whose slashes are escaped', () => {
  const headers = headersFor({ iss: 'https://x/y', oid: 'o' });
  const text = Buffer.from(headers['x-ms-client-principal']!, 'base64').toString();
  expect(text).toBe(
    String.raw`{"auth_typ":"aad","claims":[{"typ":"iss","val":"https:\/\/x\/y"},` +
      String.raw`{"typ":"http:\/\/schemas.microsoft.com\/identity\/claims\/objectidentifier","val":"o"}],` +
      String.raw`"name_typ":"http:\/\/schemas.xmlsoap.org\/ws\/2005\/05\/identity\/claims\/name",` +
      String.raw`"role_typ":"http:\/\/schemas.microsoft.com\/ws\/2008\/06\/identity\/claims\/role"}`,
  );
});

test.each([
  [{ oid: 'o', sub: 's', preferred_username: 'p', upn: 'u' }, 'o', 'p'],
  [{ oid: 'o', preferred_username: 'p', email: 'e' }, 'o', 'e'],
  [{ sub: 's', unique_name: 'n' }, 's', 'n'],
  [{ sub: 's', upn: 'u', name: 'n' }, 's', 'u'],
  [{ sub: 's', azp: 'a' }, 's', undefined],
  [{ appid: 'a', name: 'n' }, 'a', 'n'],
])('of %o the id is %s and the name %s', (claims, id, name) => {
  const headers = headersFor(claims);
  expect(headers['x-ms-client-principal-id']).toBe(id);
  expect(headers['x-ms-client-principal-name']).toBe(name);
  expect(headers['x-ms-client-principal-idp']).toBe('aad');
});

test.each([
  [{ unique_name: 'n', email: 'e' }, 'emailaddress'],
  [{ unique_name: 'n', email: '' }, 'name'],
  [{ unique_name: 'n' }, 'name'],
  [{ preferred_username: 'p' }, 'name'],
])('of %o the type of the name is that of the claim %s', (claims, name) => {
  const text = Buffer.from(headersFor(claims)['x-ms-client-principal']!, 'base64').toString();
  expect(JSON.parse(text)).toMatchObject({ name_typ: `${soap}/${name}` });
});

test('a name cannot end its header, and is UTF-8 on the wire', () => {
  const headers = headersFor({ oid: 'o', preferred_username: 'José\r\nX-Evil: 1\u0000' });
  const name = Buffer.from(headers['x-ms-client-principal-name']!, 'latin1').toString('utf8');
  expect(name).toBe('JoséX-Evil: 1');
});

test('the app gets the principal, and the Authorization header as it was', async () => {
  const front = await useFront();
  const token = await front.issuer.token({ amr: ['pwd', 'mfa'] });
  const headers = headersOf(await front.send('/mcp', bearer(token)));
  expect(headers).toMatchObject({
    authorization: `Bearer ${token}`,
    'x-ms-client-principal-id': '44444444-4444-4444-8444-444444444444',
    'x-ms-client-principal-name': 'ada@example.com',
    'x-ms-client-principal-idp': 'aad',
  });
  expect(Object.keys(headers).filter((name) => name.startsWith('x-ms-token'))).toEqual([]);
  const { claims } = principalOf(headers);
  expect(claims).toContainEqual({
    typ: `${microsoft}/identity/claims/scope`,
    val: 'user_impersonation',
  });
  expect(claims.filter(({ typ }) => typ.endsWith('authnmethodsreferences'))).toHaveLength(2);
});
