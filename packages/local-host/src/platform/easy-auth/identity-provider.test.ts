import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { verifies } from '../../testing/verifies.ts';
import { bearer, providerWith, useFront } from './testing/front.ts';
import { clientId, sendJson } from './testing/issuer.ts';

verifies('easy-auth.provider-unavailable', 'easy-auth.issuer');

const broken = (response: ServerResponse): void => void response.writeHead(500).end();

test.each([
  ['metadata', 'openid-configuration', broken],
  ['keys', 'keys', broken],
  ['usable keys', 'keys', (response: ServerResponse) => sendJson(response, { keys: 'x' })],
  [
    'metadata of an issuer',
    'openid-configuration',
    (response: ServerResponse) => sendJson(response, { jwks_uri: 'https://keys.example/' }),
  ],
])(
  'without %s nothing passes, the log names the URL, and later it works',
  async (_, name, answer) => {
    const front = await useFront();
    const token = await front.issuer.token();
    front.issuer.answers.set(name, answer);
    expect(await front.send('/mcp', bearer(token))).toMatchObject({ status: 503, body: '' });
    expect(front.reached()).toBe(0);
    const { level, message } = front.log.entries.at(-1)!;
    expect(level).toBe('error');
    expect(message).toMatch(
      new RegExp(`cannot be used: ${new URL(front.issuer.issuer).origin}.*/${name}: `),
    );

    front.issuer.answers.clear();
    expect((await front.send('/mcp', bearer(token))).status).toBe(200);
  },
);

test('keys that lie elsewhere without TLS are not used', async () => {
  const front = await useFront();
  const { issuer } = front.issuer;
  front.issuer.answers.set('openid-configuration', (response) =>
    sendJson(response, { issuer, jwks_uri: 'http://keys.example/' }),
  );
  expect((await front.send('/', bearer(await front.issuer.token()))).status).toBe(503);
  expect(front.log.entries.at(-1)!.message).toContain("'http://keys.example/' is no https URL");
});

test('the issuer is the one that the metadata name, wherever they are', async () => {
  const front = await useFront();
  const url = `${front.issuer.issuer}/.well-known/openid-configuration`;
  const metadata = (await (await fetch(url)).json()) as object;
  const iss = 'https://login.example/tenant/v2.0';
  front.issuer.answers.set('openid-configuration', (response) =>
    sendJson(response, { ...metadata, issuer: iss }),
  );
  expect((await front.send('/', bearer(await front.issuer.token({ iss })))).status).toBe(200);
  expect((await front.send('/', bearer(await front.issuer.token()))).status).toBe(401);
});

test('a slash at the end of the issuer does not lead elsewhere', async () => {
  const front = await useFront((issuer) =>
    providerWith(issuer, { registration: { openIdIssuer: `${issuer}/`, clientId } }),
  );
  expect((await front.send('/', bearer(await front.issuer.token()))).status).toBe(200);
});

test.each<[string, (metadata: object, response: ServerResponse) => void]>([
  [
    'it names no issuer',
    (metadata, response) => sendJson(response, { ...metadata, issuer: undefined }),
  ],
  [
    'it answers 404',
    (metadata, response) => void response.writeHead(404).end(JSON.stringify(metadata)),
  ],
  ['redirect', (_, response) => void response.writeHead(302, { location: '/elsewhere' }).end()],
])('metadata are not taken, though all is in them, where %s', async (why, answer) => {
  const front = await useFront();
  const url = `${front.issuer.issuer}/.well-known/openid-configuration`;
  const metadata = (await (await fetch(url)).json()) as object;
  front.issuer.answers.set('openid-configuration', (response) => answer(metadata, response));
  front.issuer.answers.set('elsewhere', (response) => sendJson(response, metadata));
  expect((await front.send('/', bearer(await front.issuer.token()))).status).toBe(503);
  expect(front.log.entries.at(-1)!.message).toContain(why);
});

test('metadata and keys are fetched when they are needed, and once', async () => {
  const front = await useFront();
  await front.send('/');
  expect(front.issuer.requests).toEqual([]);
  const token = await front.issuer.token();
  await Promise.all([1, 2, 3].map(() => front.send('/', bearer(token))));
  expect(front.issuer.requests).toHaveLength(2);
});
