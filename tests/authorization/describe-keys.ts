import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Mode } from '../support/servers.ts';
import { callSeen } from './call-seen.ts';
import type { AskedServer } from './tokens.ts';

/** Characters that look like another one, or that some software takes for it. */
const lookAlikes: Readonly<Record<string, string>> = {
  A: 'А',
  B: 'В',
  E: 'Ｅ',
  a: 'а',
  c: 'с',
  e: 'е',
  k: 'K',
  s: 'ſ',
  o: 'о',
  '=': '＝',
  '-': '‐',
  '0': '０',
};

/** The `binary` unit of fast-check has the same ones, but takes a second to make. */
const anyCharacter = fc.nat(0x10_ffff).map((code) => String.fromCodePoint(code));

/** A key opens the gate as it is, in its place, or not at all. The server must not have been called before. */
export function describeKeys(mode: Mode, server: () => AskedServer, runs: number): void {
  const keysOf = () => {
    const { keys } = server();
    const own = mode === 'extension' ? keys.system['mcp_extension']! : keys.host['default']!;
    return { own, master: keys.master };
  };
  const inHeader = (key: string) => ({ headers: { 'x-functions-key': key } });
  const inQuery = (key: string) => ({ query: `?code=${encodeURIComponent(key)}` });

  async function refuses(options: Parameters<typeof callSeen>[1]): Promise<void> {
    const { status, body } = await callSeen(server(), options);
    expect([400, 401]).toContain(status);
    expect(body).toBe('');
  }

  const edits = {
    'that is cut off': (key: string, at: number) => key.slice(0, at),
    'whose beginning is missing': (key: string, at: number) => key.slice(at + 1),
    'with something after it': (key: string, at: number) => key + 'A'.repeat(at + 1),
    'in other letters': (key: string, at: number) => swapCase(key, at),
    'with a NUL in it': (key: string, at: number) => `${key.slice(0, at)}\0${key.slice(at)}`,
    'with a NUL after it': (key: string) => `${key}\0`,
    'with a blank in it': (key: string, at: number) =>
      `${key.slice(0, at + 1)} ${key.slice(at + 1)}`,
    'in look-alikes': (key: string, at: number) => alike(key, at),
    'in percent signs twice': (key: string) => encodeURIComponent(key),
    'without its padding': (key: string) => key.replace(/=+$/, ''),
    'in the other alphabet of Base64': (key: string) =>
      key.replaceAll('-', '+').replaceAll('_', '/'),
    'in quotes': (key: string) => `"${key}"`,
    'as a pattern': (key: string) => `${key.slice(0, 4)}*`,
  };

  test.each(Object.entries(edits))('takes no key %s', async (_, edit) => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('own' as const, 'master' as const),
        fc.nat(50),
        fc.constantFrom(inHeader, inQuery),
        async (which, at, place) => {
          const key = keysOf()[which];
          const edited = edit(key, at);
          // A key may have none of the letters in question, and white space around the value of a header is no part of it.
          if (edited.trim() === key) return;
          await refuses(place(edited));
        },
      ),
      { numRuns: runs },
    );
  });

  test('takes no key that was made up', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: anyCharacter }), async (key) => {
        await refuses(inQuery(key.toWellFormed()));
      }),
      { numRuns: runs },
    );
  });

  test.each([
    ['a list with a wrong one first', (key: string) => ({ query: `?code=x&code=${key}` })],
    ['an array', (key: string) => ({ query: `?code[]=${key}` })],
    ['an array by number', (key: string) => ({ query: `?code[0]=${key}` })],
    ['a list in one value', (key: string) => ({ query: `?code=x,${key}` })],
    ['an empty one first', (key: string) => ({ query: `?code=&code=${key}` })],
    ['a name with a NUL', (key: string) => ({ query: `?code%00=${key}` })],
    ['a second query', (key: string) => ({ query: `?x?code=${key}` })],
    ['a semicolon', (key: string) => ({ query: `?x;code=${key}` })],
    [
      'the query beside a wrong header',
      (key: string) => ({ ...inHeader('x'), query: `?code=${key}` }),
    ],
    [
      'the query beside a header of blanks',
      (key: string) => ({ ...inHeader('y '), query: `?code=${key}` }),
    ],
    [
      'two headers, a wrong one first',
      (key: string) => ({ headers: { 'x-functions-key': 'x', 'X-Functions-Key': key } }),
    ],
    [
      'two headers, both right',
      (key: string) => ({ headers: { 'x-functions-key': key, 'X-Functions-Key': key } }),
    ],
    ['a bearer token', (key: string) => ({ headers: { Authorization: `Bearer ${key}` } })],
    [
      'a password',
      (key: string) => ({
        headers: { Authorization: `Basic ${Buffer.from(`key:${key}`).toString('base64')}` },
      }),
    ],
    ['a cookie', (key: string) => ({ headers: { Cookie: `code=${key}; x-functions-key=${key}` } })],
    ['a header with underscores', (key: string) => ({ headers: { x_functions_key: key } })],
    ['a header like it', (key: string) => ({ headers: { 'x-functions-keys': key } })],
  ])('takes no right key in %s', async (_, place) => {
    for (const key of Object.values(keysOf())) await refuses(place(key));
  });

  test('has been reached by none of them', async () => {
    const { own, master } = keysOf();
    for (const right of [inHeader(own), inQuery(own), inHeader(master), inQuery(master)]) {
      expect((await callSeen(server(), right)).status).toBe(200);
    }
    await expect.poll(() => server().calls()).toBe(4);
  });
}

/** The letter at a place, or the next one after it, in the other case. */
function swapCase(key: string, at: number): string {
  const place = key.slice(at).search(/[a-z]/i);
  if (place < 0) return key;
  const letter = key[at + place]!;
  const other = letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
  return key.slice(0, at + place) + other + key.slice(at + place + 1);
}

function alike(key: string, at: number): string {
  const place = key
    .split('')
    .findIndex((character, i) => i >= at && lookAlikes[character] !== undefined);
  if (place < 0) return key;
  return key.slice(0, place) + lookAlikes[key[place]!]! + key.slice(place + 1);
}
