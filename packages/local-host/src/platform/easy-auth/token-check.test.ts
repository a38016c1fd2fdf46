import { createSecretKey, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { SignJWT, UnsecuredJWT } from 'jose';
import { expect, test } from 'vitest';
import { verifies } from '../../testing/verifies.ts';
import { bearer, headersOf, useFront } from './testing/front.ts';
import { audience, entraClaims } from './testing/issuer.ts';
import { passTime } from './testing/pass-time.ts';

verifies(
  'easy-auth.token',
  'easy-auth.audiences',
  'easy-auth.issuer',
  'easy-auth.times',
  'easy-auth.algorithm',
);

const now = (): number => Math.floor(Date.now() / 1_000);

test.each([
  ['of version 2, for the client id', () => ({})],
  ['for one of the audiences', () => ({ aud: audience })],
  ['for several audiences', () => ({ aud: ['https://other.example', audience] })],
  ['that ended a moment ago', () => ({ exp: now() - 200 })],
  ['that begins in a moment', () => ({ nbf: now() + 200 })],
])('a token %s passes', async (_, claims) => {
  const front = await useFront();
  const answer = await front.send('/mcp', bearer(await front.issuer.token(claims())));
  expect(answer.status).toBe(200);
});

test.each([
  ['expired', () => ({ exp: now() - 301 }), 'the token has expired'],
  ['not yet valid', () => ({ nbf: now() + 301 }), 'the token is not valid yet'],
  ['for another audience', () => ({ aud: 'api://other' }), 'the audience is wrong: api://other'],
  [
    'of another issuer',
    () => ({ iss: 'https://sts.windows.net/x/' }),
    'the issuer is wrong: https://sts.windows.net/x/',
  ],
  ['without an end', () => ({ exp: undefined }), 'the claim exp is missing'],
  ['without an audience', () => ({ aud: undefined }), 'the audience is wrong: (no id)'],
])('a token that is %s is 401, and the log says why', async (_, claims, why) => {
  // The clock stands still: some of them would be right a second later.
  passTime(0);
  const front = await useFront();
  const answer = await front.send('/mcp?code=secret', bearer(await front.issuer.token(claims())));
  expect(answer).toMatchObject({ status: 401, body: '' });
  expect(front.reached()).toBe(0);
  const { level, message } = front.log.entries.at(-1)!;
  expect({ level, message }).toEqual({
    level: 'information',
    message: `Refused GET /mcp with 401: ${why}.`,
  });
});

test('only RS256 with a key of the issuer counts', async () => {
  const front = await useFront();
  const { issuer, publicKey } = front.issuer;
  const claims = entraClaims(issuer);
  const statusOf = async (token: string) => (await front.send('/mcp', bearer(token))).status;

  const unsigned = new UnsecuredJWT({ ...claims }).encode();
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  const hmac = await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256', kid: 'test' })
    .sign(createSecretKey(Buffer.from(pem)));
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  expect(await statusOf(unsigned)).toBe(401);
  expect(await statusOf(`${unsigned}AAAA`)).toBe(401);
  expect(await statusOf(hmac)).toBe(401);
  expect(await statusOf(await front.issuer.token({}, other))).toBe(401);
  expect(await statusOf(await front.issuer.token({}, other, { kid: 'unknown' }))).toBe(401);
  expect(await statusOf(await front.issuer.token({}, undefined, { alg: 'RS512' }))).toBe(401);
  expect(front.reached()).toBe(0);
});

test.each([
  'Bearer',
  'Bearer ',
  'Bearer x',
  'bearer a.b.c',
  'Bearer\tx',
  `Bearer ${'x'.repeat(9_000)}`,
])('Authorization: %s is 401', async (authorization) => {
  const front = await useFront();
  expect((await front.send('/mcp', { authorization })).status).toBe(401);
  expect(front.reached()).toBe(0);
});

test('another scheme is as good as nothing', async () => {
  const front = await useFront(() => ({ globalValidation: { requireAuthentication: false } }));
  expect((await front.send('/', { authorization: 'Basic eDp5' })).status).toBe(200);
  expect(front.log.entries.at(-1)!.message).toMatch(/^Built-in authentication is on/);
});

test.each(['Bearer', 'Bearer x', 'Bearer\tx', 'Bearer;x', 'bearer'])(
  'a token that is none brings nobody to the app where nobody needs to sign in: %j',
  async (authorization) => {
    const front = await useFront(() => ({ globalValidation: { requireAuthentication: false } }));
    const token = `Bearer ${await front.issuer.token()}`;
    for (const sent of [{ authorization }, { Authorization: token, authorization }]) {
      const answer = await front.send('/', sent);
      expect(answer.status).toBe(200);
      expect(Object.keys(headersOf(answer)).filter((name) => name.startsWith('x-ms-'))).toEqual([]);
    }
    expect(front.log.entries.at(-1)!.message).toBe(
      'Took GET / for one without a token: the token is malformed.',
    );
  },
);

test('two Authorization headers are no token, whichever is right', async () => {
  const front = await useFront();
  const token = await front.issuer.token();
  for (const [first, second] of [
    [token, 'x'],
    ['x', token],
  ] as const) {
    const headers = { Authorization: `Bearer ${first}`, authorization: `Bearer ${second}` };
    expect((await front.send('/mcp', headers)).status).toBe(401);
  }
});

test('no change of a character of a valid token is accepted', async () => {
  const front = await useFront();
  const token = await front.issuer.token();
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/~'.split(
    '',
  );
  const change = async (at: number, character: string, insert: boolean): Promise<void> => {
    const changed = token.slice(0, at) + character + token.slice(insert ? at : at + 1);
    fc.pre(changed !== token);
    expect((await front.send('/mcp', bearer(changed))).status).toBe(401);
  };
  await fc.assert(
    fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom(...alphabet), fc.boolean(), change),
    { numRuns: 150 },
  );
  // Bits of the last character mean nothing in Base64, so that several spell the same signature.
  for (const character of alphabet) {
    if (!token.endsWith(character)) await change(token.length - 1, character, false);
  }
  expect(front.reached()).toBe(0);
});
