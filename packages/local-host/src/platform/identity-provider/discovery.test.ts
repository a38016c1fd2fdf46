import { expect, test } from 'vitest';
import { verifies } from '../../testing/verifies.ts';
import { type Json, useProvider } from './testing/browser.ts';

verifies('entra.discovery', 'entra.keys', 'entra.unknown-tenant', 'entra.error-shape');

test('the configuration stands after the issuer, and nowhere else', async () => {
  const { url, issuer, tenantId } = await useProvider();
  const inserted = issuer.slice(url.length);
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`);
  expect(answer.status).toBe(200);
  const document = (await answer.json()) as Json;
  expect(document).toMatchObject({
    issuer,
    authorization_endpoint: `${url}/${tenantId}/oauth2/v2.0/authorize`,
    token_endpoint: `${url}/${tenantId}/oauth2/v2.0/token`,
    jwks_uri: `${url}/${tenantId}/discovery/v2.0/keys`,
    end_session_endpoint: `${url}/${tenantId}/oauth2/v2.0/logout`,
    subject_types_supported: ['pairwise'],
  });
  expect(Object.keys(document)).not.toContain('registration_endpoint');
  expect(Object.keys(document)).not.toContain('code_challenge_methods_supported');
  const elsewhere = [
    `/.well-known/oauth-authorization-server${inserted}`,
    `/.well-known/openid-configuration${inserted}`,
    `/${tenantId}/.well-known/openid-configuration`,
    `${inserted}/.well-known/oauth-authorization-server`,
    '/.well-known/openid-configuration',
  ];
  const statuses = elsewhere.map(async (path) => (await fetch(`${url}${path}`)).status);
  expect(await Promise.all(statuses)).toEqual(elsewhere.map(() => 404));
});

test('keys are published without their secret parts, and are the same for all of a process', async () => {
  const [one, two] = [await useProvider(), await useProvider()];
  const keysOf = async ({ url, tenantId }: typeof one) =>
    ((await (await fetch(`${url}/${tenantId}/discovery/v2.0/keys`)).json()) as Json)['keys'];
  const [key] = await keysOf(one);
  expect(key).toEqual({
    kty: 'RSA',
    use: 'sig',
    e: 'AQAB',
    kid: expect.any(String),
    x5t: key.kid,
    n: expect.any(String),
    issuer: one.issuer,
  });
  expect((await keysOf(two))[0].kid).toBe(key.kid);
});

test('another tenant is an error in the shape of all errors', async () => {
  const now = Date.UTC(2026, 1, 3, 4, 5, 6, 7);
  const { url } = await useProvider({ now: () => now });
  const answer = await fetch(`${url}/common/v2.0/.well-known/openid-configuration`);
  expect(answer.status).toBe(400);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const body = (await answer.json()) as Json;
  expect(body).toEqual({
    error: 'invalid_tenant',
    error_description: `AADSTS90002: Tenant 'common' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant. Trace ID: ${body['trace_id']} Correlation ID: ${body['correlation_id']} Timestamp: 2026-02-03 04:05:06Z`,
    error_codes: [90002],
    timestamp: '2026-02-03 04:05:06Z',
    trace_id: expect.stringMatching(/^[\da-f-]{36}$/),
    correlation_id: expect.stringMatching(/^[\da-f-]{36}$/),
    error_uri: 'https://login.microsoftonline.com/error?code=90002',
  });
});
