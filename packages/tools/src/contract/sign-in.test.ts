import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { AuthMode } from './caller.ts';
import { readSignIn } from './sign-in.ts';

const ann = { oid: 'ann', tid: 'contoso' };

function principal({ oid, tid }: typeof ann): string {
  const claims = Object.entries({ oid, tid }).map(([typ, val]) => ({ typ, val }));
  return Buffer.from(JSON.stringify({ auth_typ: 'aad', claims })).toString('base64');
}

function token(claims: object | null): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;
}

function read(headers: Record<string, string>, authMode: AuthMode = 'entra') {
  return readSignIn((name) => headers[name], authMode);
}

const annsToken = token(ann);
const signedIn = {
  'x-ms-client-principal': principal(ann),
  authorization: `Bearer ${annsToken}`,
};

describe('the token of the caller', () => {
  test.each(['Bearer', 'bearer', 'BEARER '])('is that of the header: %s', (scheme) => {
    const { caller, callerToken } = read({ ...signedIn, authorization: `${scheme} ${annsToken}` });
    expect(caller).toMatchObject({ id: 'ann', tenantId: 'contoso' });
    expect(callerToken?.()).toBe(annsToken);
  });

  test('does not show where a whole context is written down', () => {
    const context = read(signedIn);
    expect(inspect(context, { depth: 9 }) + JSON.stringify(context)).not.toContain(annsToken);
  });

  test.each([
    ['there is none', undefined],
    ['the scheme is another one', `Basic ${annsToken}`],
    ['the header came twice', `Bearer ${annsToken}, Bearer ${annsToken}`],
    ['it is no JWT', 'Bearer opaque'],
    ['it has no claims', `Bearer ${token(null)}`],
    ['it is of another user', `Bearer ${token({ ...ann, oid: 'bob' })}`],
    ['it is of another tenant', `Bearer ${token({ ...ann, tid: 'fabrikam' })}`],
  ])('is missing where %s', (_, authorization) => {
    const { caller, callerToken } = read({
      'x-ms-client-principal': signedIn['x-ms-client-principal'],
      'x-ms-token-aad-access-token': annsToken,
      ...(authorization && { authorization }),
    });
    expect(caller).toMatchObject({ id: 'ann' });
    expect(callerToken).toBeUndefined();
  });

  test('is missing where nobody is signed in', () => {
    expect(read({ authorization: `Bearer ${annsToken}` })).toEqual({});
  });

  test.each(['key', 'anonymous'] as const)('is ignored in auth mode %s', (authMode) => {
    expect(read(signedIn, authMode)).toEqual({});
  });
});
