import { describe, expect, test } from 'vitest';
import { checkMetadata, metadataUrl } from './check-metadata.ts';
import { sampleSubject } from './testing/sample-subject.ts';

const url = new URL('https://func-ext.azurewebsites.net/runtime/webhooks/mcp');
const where = `${url.origin}/.well-known/oauth-protected-resource${url.pathname}`;
const subject = sampleSubject(
  { url, signIn: { tenantId: 'tenant', clientId: 'client', identifierUri: 'api://x' } },
  { authMode: 'entra' },
);
const document = {
  resource: url.href,
  authorization_servers: ['https://login.microsoftonline.com/tenant/v2.0'],
  scopes_supported: ['api://x/user_impersonation'],
};

describe('the address of metadata', () => {
  test.each([
    ['is where the challenge says', `${url.origin}/elsewhere`, `${url.origin}/elsewhere`],
    ['is never another server', 'https://evil.example/metadata', where],
    ['is the usual one', undefined, where],
    ['is the usual one where the challenge names none', 'nonsense', where],
  ])('%s', (_, announced, expected) => {
    expect(metadataUrl(url, announced).href).toBe(expected);
  });
});

describe('metadata', () => {
  const check = (body: unknown, status = 200, announced?: string) => {
    const answer = { status, headers: new Headers(), body: JSON.stringify(body) };
    return checkMetadata(subject, { answer }, announced).known;
  };

  test.each([
    ['as Azure has it', {}, undefined],
    ['about another resource', { resource: 'https://a.example/' }, 'metadata-wrong'],
    ['without a resource', { resource: 1 }, 'metadata-wrong'],
    [
      'of another tenant',
      { authorization_servers: ['https://login.microsoftonline.com/other/v2.0'] },
      'wrong-tenant',
    ],
    ['of no tenant', { authorization_servers: 'none' }, 'wrong-tenant'],
    ['without a scope', { scopes_supported: [] }, 'no-scope-setting'],
    ['with another scope', { scopes_supported: ['a', 1] }, 'scope-of-another-application'],
  ])('%s: %j', (_, change, known) => {
    expect(check({ ...document, ...change })).toBe(known);
  });

  test('has to be there, at the server itself', () => {
    expect(check(document, 404)).toBe('metadata-wrong');
    expect(check(null)).toBe('metadata-wrong');
    expect(check(document, 200, 'https://evil.example/')).toBe('metadata-wrong');
    expect(checkMetadata(subject, { noAnswer: { code: 'x', kind: 'late' } }, undefined).known).toBe(
      'metadata-wrong',
    );
  });
});
