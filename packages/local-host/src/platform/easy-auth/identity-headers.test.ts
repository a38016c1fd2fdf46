import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifies } from '../../testing/verifies.ts';
import { bearer, headersOf, principalOf, useFront } from './testing/front.ts';

verifies('easy-auth.headers-stripped', 'easy-auth.off');

const open = { globalValidation: { requireAuthentication: false } };
const ours = [
  'x-ms-client-principal',
  'x-ms-client-principal-id',
  'x-ms-client-principal-name',
  'x-ms-client-principal-idp',
  'x-ms-client-principal-anything',
  'x-ms-token-aad-access-token',
  'x-ms-token-aad-id-token',
  'x-ms-token-google-access-token',
];

/** A name in any letter case, with underscores for hyphens. */
const spelling = fc
  .tuple(fc.constantFrom(...ours), fc.infiniteStream(fc.constantFrom('upper', 'lower', 'under')))
  .map(([name, ways]) =>
    name
      .split('')
      .map((letter) => {
        const way = ways.next().value;
        if (way === 'upper') return letter.toUpperCase();
        return way === 'under' && letter === '-' ? '_' : letter;
      })
      .join(''),
  );

test('no spelling of a header brings a principal to the app', async () => {
  const front = await useFront(() => open);
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(spelling, { minLength: 1, maxLength: 4 }), async (names) => {
      const sent = Object.fromEntries(names.map((name) => [name, 'forged']));
      const { status, body } = await front.send('/', sent);
      expect(status).toBe(200);
      expect(body).not.toContain('forged');
    }),
    { numRuns: 60 },
  );
});

test('a caller who is known cannot be somebody else too', async () => {
  const front = await useFront();
  const sent = {
    ...bearer(await front.issuer.token()),
    'X-MS-CLIENT-PRINCIPAL': 'forged',
    'x-ms-client-principal-id': 'forged',
    X_MS_CLIENT_PRINCIPAL_NAME: 'forged',
    'X-Ms-Token-Aad-Access-Token': 'forged',
    'x-ms-other': 'kept',
  };
  const answer = await front.send('/', sent);
  expect(answer.body).not.toContain('forged');
  const headers = headersOf(answer);
  expect(headers['x-ms-other']).toBe('kept');
  expect(principalOf(headers).auth_typ).toBe('aad');
});

test('a caller cannot have parts of its identity left out on the way', async () => {
  const front = await useFront();
  const sent = {
    ...bearer(await front.issuer.token()),
    connection: 'keep-alive, X-MS-CLIENT-PRINCIPAL-ID, x_ms_client_principal',
  };
  const { body } = await front.send('/', sent);
  const { headers, rawHeaders } = JSON.parse(body) as {
    headers: Record<string, string>;
    rawHeaders: string[];
  };
  expect(headers['connection']).toBe('keep-alive');
  expect(rawHeaders[rawHeaders.indexOf('connection') + 1]).toBe('keep-alive');
});

test('where it is off nothing changes, not even forged headers, and nobody is asked', async () => {
  const front = await useFront(() => ({ platform: { enabled: false } }));
  const headers = headersOf(await front.send('/', { 'x-ms-client-principal-id': 'forged' }));
  expect(headers['x-ms-client-principal-id']).toBe('forged');
  for (const path of ['/.auth/me', '/.well-known/oauth-protected-resource']) {
    expect((await front.send(path)).status).toBe(200);
  }
  expect(front.reached()).toBe(3);
  expect(front.issuer.requests).toEqual([]);
});
