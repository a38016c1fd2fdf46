import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import type { TokenWish } from './index.ts';
import { appId, useProvider } from './testing/browser.ts';

/** Whether a server that does its work would take a token. */
async function accepts(wish: Partial<TokenWish>): Promise<boolean> {
  const provider = await useProvider();
  const keys = createRemoteJWKSet(
    new URL(`${provider.url}/${provider.tenantId}/discovery/v2.0/keys`),
  );
  const token = await provider.tokenFor({ resource: 'api://tenant/server', ...wish });
  const checks = { issuer: provider.issuer, audience: appId, requiredClaims: ['exp'] };
  return jwtVerify(token, keys, checks).then(
    () => true,
    () => false,
  );
}

test('a token is right unless it is asked otherwise', async () => {
  expect(await accepts({})).toBe(true);
  expect(await accepts({ appRoles: ['Mcp.Invoke'] })).toBe(true);
  expect(await accepts({ age: 4400 })).toBe(true);
});

describe('a token is wrong', () => {
  const wrong: Record<string, Partial<TokenWish>> = {
    'after its time': { age: 4600 },
    'before its time': { age: -600 },
    'without an end': { claims: { exp: undefined } },
    'for another audience': { claims: { aud: 'other' } },
    'of another issuer': { claims: { iss: 'https://other.example/' } },
    'of the older version': { version: '1.0' },
    'signed with another key': { signature: 'unknown-key' },
    'signed with the public key': { signature: 'public-key-as-secret' },
    'without a signature': { signature: 'none' },
    'changed afterwards': { signature: 'tampered' },
    'under another key id': { header: { kid: 'other' } },
  };
  test.each(Object.entries(wrong))('%s', async (_, wish) => {
    expect(await accepts(wish)).toBe(false);
  });
});

test('claims and header are as they are asked for', async () => {
  const provider = await useProvider();
  const token = await provider.tokenFor({
    resource: appId,
    user: 'gia@fabrikam.example',
    clientId: 'any-client',
    scopes: ['other'],
    claims: { tid: 'other', name: undefined },
    header: { typ: 'at+jwt' },
  });
  expect(decodeProtectedHeader(token)).toMatchObject({ typ: 'at+jwt', alg: 'RS256' });
  const claims = decodeJwt(token);
  expect(claims).toMatchObject({ azp: 'any-client', scp: 'other', tid: 'other' });
  expect(claims['idp']).toMatch(/^https:\/\/sts\.windows\.net\/.+\/$/);
  expect(claims).not.toHaveProperty('name');
});

test('the older version has the older names', async () => {
  const { url, tenantId, tokenFor } = await useProvider().then((provider) => ({
    url: provider.url,
    tenantId: provider.tenantId,
    tokenFor: (wish: TokenWish) => provider.tokenFor(wish),
  }));
  const claims = decodeJwt(await tokenFor({ resource: appId, version: '1.0' }));
  expect(claims).toMatchObject({
    ver: '1.0',
    aud: 'api://tenant/server',
    iss: `${url}/${tenantId}/`,
    appidacr: '0',
    upn: 'ada@contoso.example',
    amr: ['pwd'],
  });
  expect(claims).not.toHaveProperty('azp');
});

test('who or what is not there is an error', async () => {
  const provider = await useProvider();
  await expect(provider.tokenFor({ resource: 'x' })).rejects.toThrow("no registration 'x'");
  const unknown = provider.tokenFor({ resource: appId, user: 'x' });
  await expect(unknown).rejects.toThrow("no sample user 'x'");
});
