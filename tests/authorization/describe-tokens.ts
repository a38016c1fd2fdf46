import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { exportJWK, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { callSeen } from './call-seen.ts';
import type { AskedServer } from './tokens.ts';

const bearer = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });

type Json = Record<string, unknown>;
const read = (part: string): Json => JSON.parse(Buffer.from(part, 'base64url').toString()) as Json;
const write = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * A token is what its issuer has signed, in the one place where it belongs, or it is nothing. The server must not have
 * been called before.
 */
export function describeTokens(server: () => AskedServer, runs: number): void {
  /** Refused as a bad token is; the parser of HTTP refuses some before that. */
  async function refuses(options: Parameters<typeof callSeen>[1]): Promise<void> {
    const { status, body } = await callSeen(server(), options);
    expect([400, 401]).toContain(status);
    expect(body).toBe('');
  }

  test('takes no token in which anything was changed, added or left out', async () => {
    const token = await server().tokens('right');
    const edit = fc.tuple(
      fc.nat(token.length),
      fc.nat(3),
      fc.string({ unit: 'binary-ascii', maxLength: 3 }),
    );
    await fc.assert(
      fc.asyncProperty(edit, async ([at, removed, added]) => {
        const changed = token.slice(0, at) + added + token.slice(at + removed);
        // What ends a header, and the white space around its value, are no part of it.
        fc.pre(!/[\r\n]/.test(changed) && changed.trim() !== token);
        await refuses(bearer(changed));
      }),
      { numRuns: 2 * runs },
    );
  });

  test('takes no token that is put together from parts of others', async () => {
    const { tokens } = server();
    const parts = await Promise.all([
      tokens('right'),
      tokens('right', { user: 'ben@contoso.example' }),
      tokens('expired'),
      tokens('of-an-app'),
      tokens('unknown-key'),
      tokens('unsigned'),
    ]).then((all) => all.map((token) => token.split('.')));
    const index = fc.nat(parts.length - 1);
    await fc.assert(
      fc.asyncProperty(index, index, index, async (head, payload, signature) => {
        const mixed = [parts[head]![0], parts[payload]![1], parts[signature]![2]].join('.');
        // Headers of good tokens are all alike.
        const isGood = [0, 1, 3].includes(payload) && payload === signature;
        fc.pre(!(isGood && parts[head]![0] === parts[payload]![0]));
        await refuses(bearer(mixed));
      }),
      { numRuns: runs },
    );
  });

  test('takes no claim that was edited, added or taken away without a signature', async () => {
    const [head, payload, signature] = (await server().tokens('right')).split('.');
    const claims = read(payload!);
    const names = [...Object.keys(claims), 'roles', 'groups', 'appid', 'upn'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.option(fc.jsonValue(), { nil: undefined }),
        async (name, value) => {
          const edited = write({ ...claims, [name]: value });
          fc.pre(edited !== payload);
          await refuses(bearer([head, edited, signature].join('.')));
        },
      ),
      { numRuns: runs },
    );
  });

  test('takes no header that was edited, whatever algorithm or key it names', async () => {
    const [head, payload, signature] = (await server().tokens('right')).split('.');
    const header = read(head!);
    const change = fc.oneof(
      fc.record({
        alg: fc.constantFrom(
          'none',
          'None',
          'NONE',
          'rs256',
          'RS384',
          'PS256',
          'HS256',
          'ES256',
          '',
        ),
      }),
      fc.record({ kid: fc.oneof(fc.string(), fc.constantFrom('../../../dev/null', '')) }),
      fc.record({ crit: fc.array(fc.string()) }),
      fc.record({ b64: fc.boolean() }),
      fc.record({ jku: fc.constantFrom('https://keys.example/jwks', 'http://127.0.0.1:9/', 'x') }),
      fc.record({ x5u: fc.constantFrom('https://keys.example/chain.pem', '') }),
      fc.record({ typ: fc.string() }),
    );
    await fc.assert(
      fc.asyncProperty(change, fc.constantFrom(signature!, ''), async (changed, end) => {
        const edited = write({ ...header, ...changed });
        fc.pre(edited !== head || end !== signature);
        await refuses(bearer([edited, payload, end].join('.')));
      }),
      { numRuns: runs },
    );
  });

  test('takes no key from the token itself', async () => {
    const [head, payload] = (await server().tokens('right')).split('.');
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const jwk = await exportJWK(publicKey);
    for (const more of [
      { jwk },
      { jwk: { ...jwk, kid: read(head!)['kid'] } },
      { kid: undefined },
    ]) {
      const forged = await new SignJWT(read(payload!))
        .setProtectedHeader({ ...(read(head!) as { alg: string }), ...(more as object) })
        .sign(privateKey);
      await refuses(bearer(forged));
    }
  });

  test('takes no token beside another one, whichever is right', async () => {
    const token = await server().tokens('right');
    const spellings = ['Authorization', 'authorization', 'AUTHORIZATION', 'aUTHORIZATION'];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(spellings, { minLength: 2 }),
        fc.constantFrom('Bearer x', 'Basic eDp5', '', `Bearer ${token}`),
        fc.nat(3),
        async (names, other, right) => {
          const values = names.map((name, i) => [
            name,
            i === right % names.length ? `Bearer ${token}` : other,
          ]);
          await refuses({
            headers: Object.fromEntries(values) as Record<string, string>,
          });
        },
      ),
      { numRuns: runs },
    );
  });

  test.each([
    ['the query', (token: string) => ({ query: `?access_token=${token}` })],
    ['the query, as a key', (token: string) => ({ query: `?code=${token}` })],
    ['the header for keys', (token: string) => ({ headers: { 'x-functions-key': token } })],
    ['a cookie', (token: string) => ({ headers: { Cookie: `access_token=${token}` } })],
    [
      'the cookie of a session',
      (token: string, port: number) => ({
        headers: {
          Cookie: `AppServiceAuthSession=${token}; AppServiceAuthSession_${port}=${token}`,
        },
      }),
    ],
    ['another header', (token: string) => ({ headers: { 'X-ZUMO-AUTH': token } })],
    [
      'the header of the platform',
      (token: string) => ({ headers: { 'X-MS-TOKEN-AAD-ACCESS-TOKEN': token } }),
    ],
    [
      'a header for proxies',
      (token: string) => ({ headers: { 'Proxy-Authorization': `Bearer ${token}` } }),
    ],
    ['no scheme', (token: string) => ({ headers: { Authorization: token } })],
    ['another scheme', (token: string) => ({ headers: { Authorization: `Token ${token}` } })],
    ['quotes', (token: string) => bearer(`"${token}"`)],
    ['a list', (token: string) => bearer(`${token}, ${token}`)],
  ])('takes no right token in %s', async (_, place) => {
    await refuses(place(await server().tokens('right'), server().host.port));
  });

  test('takes the scheme in small letters, since schemes have no letter case', async () => {
    const headers = { authorization: `bearer ${await server().tokens('right')}` };
    const { status, body } = await callSeen(server(), { headers });
    expect(status).toBe(200);
    expect(body).toContain('ada@contoso.example');
  });

  test('has been reached by none of them', async () => {
    const right = bearer(await server().tokens('right'));
    expect((await callSeen(server(), right)).status).toBe(200);
    // The one before took the scheme in small letters.
    await expect.poll(() => server().calls()).toBe(2);
  });
}
