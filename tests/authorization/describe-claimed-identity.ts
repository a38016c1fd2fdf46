import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { Situation } from '../../scripts/docs/authorization/situations.ts';
import type { Mode } from '../support/servers.ts';
import { impostor, impostorHeaders } from './ask.ts';
import { callSeen } from './call-seen.ts';
import type { AskedServer } from './tokens.ts';

/** One of the headers with a claimed identity, its name in some letter case, some of its hyphens as underscores. */
const spelled = fc
  .tuple(
    fc.constantFrom(...Object.entries(impostorHeaders())),
    fc.infiniteStream(fc.boolean()),
    fc.infiniteStream(fc.constantFrom('-', '-', '_')),
    fc.constantFrom('', ' ', '\t', '  '),
  )
  .map(([[name, value], capitals, hyphens, space]) => {
    const written = Array.from(name, (character) => {
      if (character === '-') return hyphens.next().value;
      return capitals.next().value ? character.toUpperCase() : character.toLowerCase();
    });
    return [written.join(''), `${space}${value}${space}`] as const;
  });

/** What the HTTP parser or the front refuses; or the call, by its rightful caller. */
async function expectRightCaller(
  server: AskedServer,
  situation: Situation,
  headers: Readonly<Record<string, string>>,
  query = '',
): Promise<void> {
  const { status, body } = await callSeen(server, { headers, query });
  for (const trace of [impostor.oid, impostor.tid, impostor.preferred_username]) {
    expect(body).not.toContain(trace);
  }
  if (status === 400) return;
  expect(status).toBe(200);
  if (situation.signsIn) expect(body).toContain('ada@contoso.example');
  else expect(body).toMatch(/"caller":null/);
}

/** Who calls is what Easy Auth says, never what the caller does, however it is spelled. */
export function describeClaimedIdentity(
  situation: Situation,
  mode: Mode,
  server: () => AskedServer,
  runs: number,
): void {
  let entry: Record<string, string>;

  beforeAll(async () => {
    const { keys, tokens } = server();
    const key = mode === 'extension' ? keys.system['mcp_extension']! : keys.host['default']!;
    entry = {
      ...(situation.asksForKey && { 'x-functions-key': key }),
      ...(situation.signsIn && { Authorization: `Bearer ${await tokens('right')}` }),
    };
  });

  test('knows its caller whatever headers claim, in any spelling and number', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(spelled, { minLength: 1, maxLength: 8 }), async (claimed) => {
        await expectRightCaller(server(), situation, {
          ...Object.fromEntries(claimed),
          ...entry,
        });
      }),
      { numRuns: runs },
    );
  });

  test.each([
    ['a blank before the colon', { 'X-MS-CLIENT-PRINCIPAL ': '' }],
    ['a blank before the name', { ' X-MS-CLIENT-PRINCIPAL': '' }],
    ['a line that is folded', { 'X-Other': 'x\r\n X-MS-CLIENT-PRINCIPAL: ' }],
    ['a line feed alone', { 'X-Other': 'x\nX-MS-CLIENT-PRINCIPAL: ' }],
    ['a carriage return alone', { 'X-Other': 'x\rX-MS-CLIENT-PRINCIPAL: ' }],
    ['a NUL in the name', { 'X-MS-CLIENT-PRINCIPAL\0': '' }],
    ['two blanks in the name', { 'X-MS  CLIENT-PRINCIPAL': '' }],
  ])('is told nothing by %s', async (_, start) => {
    const value = impostorHeaders()['X-MS-CLIENT-PRINCIPAL']!;
    const headers = Object.entries(start).map(([name, text]) => [name, `${text}${value}`]);
    await expectRightCaller(server(), situation, {
      ...(Object.fromEntries(headers) as Record<string, string>),
      ...entry,
    });
  });

  test('is told nothing by the query', async () => {
    const query = `?${new URLSearchParams(impostorHeaders()).toString()}`;
    await expectRightCaller(server(), situation, entry, query);
  });

  test('loses its caller to no Connection header that names the headers of the platform', async () => {
    await expectRightCaller(server(), situation, {
      ...entry,
      Connection:
        'keep-alive, X-MS-CLIENT-PRINCIPAL, x-ms-client-principal-id, X_MS_CLIENT_PRINCIPAL',
      ...impostorHeaders(),
    });
  });
}
