import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { verifies } from '../../testing/verifies.ts';
import { browserFor } from './testing/browser.ts';
import { providerWith, useFront } from './testing/front.ts';
import { clientId, sendJson } from './testing/issuer.ts';

verifies('easy-auth.credential');

const override = 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID';

/** The endpoint that App Service gives an app with a managed identity. */
async function useIdentityEndpoint(answer: object) {
  const asked: { query: object; header: unknown }[] = [];
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url!, 'http://x');
    const header = request.headers['x-identity-header'];
    asked.push({ query: Object.fromEntries(searchParams), header });
    sendJson(response, answer);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { asked, url: `http://127.0.0.1:${port}/msi/token` };
}

test('with the setting of the template the managed identity vouches for the app', async () => {
  const identity = await useIdentityEndpoint({ access_token: 'assertion' });
  const env = { [override]: 'identity-id', IDENTITY_ENDPOINT: identity.url, IDENTITY_HEADER: 'h' };
  const front = await useFront(undefined, env);
  expect((await browserFor(front).signIn()).status).toBe(302);
  expect(identity.asked).toEqual([
    {
      query: {
        'api-version': '2019-08-01',
        resource: 'api://AzureADTokenExchange',
        client_id: 'identity-id',
      },
      header: 'h',
    },
  ]);
  expect(Object.fromEntries(front.issuer.tokenRequests[0]!)).toMatchObject({
    client_id: clientId,
    client_assertion: 'assertion',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  });
});

test('without a setting the app is a public client', async () => {
  const front = await useFront((issuer) =>
    providerWith(issuer, { registration: { openIdIssuer: issuer, clientId } }),
  );
  expect((await browserFor(front).signIn()).status).toBe(302);
  expect([...front.issuer.tokenRequests[0]!.keys()].join()).not.toMatch(/secret|assertion/);
});

test.each([
  ['the setting is empty', {}, /app setting OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: it is not set/],
  ['there is no identity', { [override]: 'id' }, /IDENTITY_ENDPOINT and IDENTITY_HEADER/],
  [
    'the identity is out of reach',
    { [override]: 'id', IDENTITY_ENDPOINT: 'http://127.0.0.1:1/', IDENTITY_HEADER: 'h' },
    /http:\/\/127\.0\.0\.1:1\/: fetch failed/,
  ],
])('where %s nobody signs in, and the log says why', async (_, env, why) => {
  const front = await useFront(undefined, env);
  const browser = browserFor(front);
  expect((await browser.signIn()).status).toBe(503);
  expect(browser.cookies.size).toBe(0);
  expect(front.log.entries.at(-1)).toMatchObject({
    level: 'error',
    message: expect.stringMatching(why),
  });
});

test('an identity that gives no token is told with its status', async () => {
  const { url } = await useIdentityEndpoint({ error: 'no' });
  const env = { [override]: 'id', IDENTITY_ENDPOINT: url, IDENTITY_HEADER: 'h' };
  const front = await useFront(undefined, env);
  expect((await browserFor(front).signIn()).status).toBe(503);
  expect(front.log.entries.at(-1)!.message).toContain('it answers 400 without a token');
});
