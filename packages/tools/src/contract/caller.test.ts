import { describe, expect, test } from 'vitest';
import { type AuthMode, readCaller } from './caller.ts';

const soap = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';
const mapped = 'http://schemas.microsoft.com/identity/claims/';

function principal(...claims: [typ: string, val: string][]): string {
  const value = { auth_typ: 'aad', claims: claims.map(([typ, val]) => ({ typ, val })) };
  return Buffer.from(JSON.stringify(value)).toString('base64');
}

function read(header: string | undefined, authMode: AuthMode = 'entra') {
  return readCaller((name) => (name === 'x-ms-client-principal' ? header : undefined), authMode);
}

describe('readCaller', () => {
  test('reads the short names of claims', () => {
    const header = principal(
      ['oid', 'user-1'],
      ['preferred_username', 'ann@example.com'],
      ['tid', 'tenant-1'],
      ['azp', 'client-1'],
      ['scp', 'user_impersonation tools.write'],
      ['roles', 'Admin'],
      ['roles', 'Reader'],
    );
    expect(read(header)).toEqual({
      id: 'user-1',
      name: 'ann@example.com',
      tenantId: 'tenant-1',
      clientId: 'client-1',
      scopes: ['user_impersonation', 'tools.write'],
      roles: ['Admin', 'Reader'],
    });
  });

  test('reads the names that the platform maps claims to', () => {
    const header = principal(
      [`${mapped}objectidentifier`, 'user-1'],
      [`${mapped}tenantid`, 'tenant-1'],
      [`${mapped}scope`, 'a'],
    );
    expect(read(header)).toEqual({ id: 'user-1', tenantId: 'tenant-1', scopes: ['a'], roles: [] });
  });

  test.each([
    ['preferred_username', 'v2 tokens'],
    ['upn', 'v1 tokens'],
    [`${soap}upn`, 'v1 tokens, mapped'],
    [`${soap}name`, 'unique_name of v1 tokens, mapped'],
    [`${soap}emailaddress`, 'email, mapped'],
    ['emails', 'tokens for customers'],
  ])('prefers the name that they sign in with to the one that they show: %s (%s)', (typ) => {
    const header = principal(['oid', 'user-1'], ['name', 'Ann'], [typ, 'ann@example.com']);
    expect(read(header)).toMatchObject({ name: 'ann@example.com' });
  });

  test('shows the other one where there is none', () => {
    expect(read(principal(['oid', 'user-1'], ['name', 'Ann']))).toMatchObject({ name: 'Ann' });
  });

  test('knows an application that calls as itself, without a name and without scopes', () => {
    const header = principal(
      [`${mapped}objectidentifier`, 'app-1'],
      [`${mapped}tenantid`, 'tenant-1'],
      ['azp', 'client-1'],
      ['idtyp', 'app'],
      ['http://schemas.microsoft.com/ws/2008/06/identity/claims/role', 'Tools.Run'],
    );
    expect(read(header)).toEqual({
      id: 'app-1',
      tenantId: 'tenant-1',
      clientId: 'client-1',
      scopes: [],
      roles: ['Tools.Run'],
    });
  });

  test('takes scopes apart at every space', () => {
    const header = principal(['oid', 'user-1'], [`${mapped}scope`, ' a  b ']);
    expect(read(header)).toMatchObject({ scopes: ['a', 'b'] });
  });

  test('reads names in every script', () => {
    const header = principal(['oid', 'user-1'], ['name', 'Zoë 日本']);
    expect(read(header)).toMatchObject({ name: 'Zoë 日本' });
  });

  test.each(['key', 'anonymous'] as const)('ignores the header in auth mode %s', (authMode) => {
    expect(read(principal(['oid', 'user-1']), authMode)).toBeUndefined();
  });

  test.each([
    ['no header', undefined],
    ['no base64', '%%%'],
    ['no principal', Buffer.from('null').toString('base64')],
    ['no claims', Buffer.from('{"claims":5}').toString('base64')],
    ['odd claims', Buffer.from('{"claims":[null,{"typ":"oid"}]}').toString('base64')],
    ['two headers', `${principal(['oid', 'user-1'])},${principal(['oid', 'user-2'])}`],
    ['no object id', principal(['name', 'Ann'])],
  ])('is nobody for %s', (_, header) => {
    expect(read(header)).toBeUndefined();
  });
});
