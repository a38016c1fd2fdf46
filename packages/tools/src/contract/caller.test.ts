import { describe, expect, test } from 'vitest';
import { type AuthMode, readCaller } from './caller.ts';

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

  test.each(['key', 'anonymous'] as const)('ignores the header in auth mode %s', (authMode) => {
    expect(read(principal(['oid', 'user-1']), authMode)).toBeUndefined();
  });

  test.each([
    ['no header', undefined],
    ['no base64', '%%%'],
    ['no principal', Buffer.from('null').toString('base64')],
    ['no claims', Buffer.from('{"claims":5}').toString('base64')],
    ['odd claims', Buffer.from('{"claims":[null,{"typ":"oid"}]}').toString('base64')],
    ['no object id', principal(['name', 'Ann'])],
  ])('is nobody for %s', (_, header) => {
    expect(read(header)).toBeUndefined();
  });
});
