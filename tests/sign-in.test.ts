import { describe, expect, test } from 'vitest';
import { fingerprintOf } from './fixtures/sign-in-catalogue.ts';
import { type Claims, headersOf, tokenOf } from './support/callers.ts';
import { rpc, type RpcAnswer } from './support/rpc.ts';
import { type Mode, modes, type Server, useServers } from './support/servers.ts';

/** What both servers make of the headers in which the platform tells who calls. */

const ann = {
  oid: 'c9e7a1f0-0000-4000-8000-0000000000a1',
  tid: '5f1a0000-0000-4000-8000-000000000001',
  preferred_username: 'ann@example.com',
  name: 'Ann',
  azp: 'aebc6443-996d-45c2-90f0-388ff96faa56',
  scp: 'user_impersonation tools.read',
  ver: '2.0',
} satisfies Claims;

const bob = {
  ...ann,
  oid: 'c9e7a1f0-0000-4000-8000-0000000000b0',
  preferred_username: 'bob@example.com',
  scp: 'user_impersonation tools.read tools.write',
  roles: ['Reader', 'Owner'],
} satisfies Claims;

const nightlyJob = {
  oid: 'c9e7a1f0-0000-4000-8000-0000000000c0',
  tid: ann.tid,
  azp: '11110000-0000-4000-8000-000000000001',
  idtyp: 'app',
  roles: ['Admin'],
} satisfies Claims;

async function call(
  server: Server,
  name: string,
  headers: Record<string, string> = {},
  args: object = {},
): Promise<RpcAnswer> {
  return rpc(server, 'tools/call', { name, arguments: args }, 1, headers);
}

const refusal = (text: string) => ({
  result: { isError: true, content: [{ type: 'text', text }] },
});

function inCapitals(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]),
  );
}

function inSmallLetters(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

describe.each(['key', 'anonymous'])('in auth mode %s', (authMode) => {
  const server = useServers('signIn', { AUTH_MODE: authMode });
  const claimed = { ...headersOf(bob), 'X-MS-TOKEN-AAD-ACCESS-TOKEN': tokenOf(bob) };

  describe.each([
    ['as the platform writes them', claimed],
    ['in capitals', inCapitals(claimed)],
    ['in small letters', inSmallLetters(claimed)],
  ])('headers that claim an identity, %s,', (_, headers) => {
    test.each(modes)('are ignored by the %s server', async (mode) => {
      expect(await call(server(mode), 'seen', headers)).toMatchObject({
        result: { structuredContent: { caller: null, context: '{}' } },
      });
      expect(await call(server(mode), 'for_anyone', headers)).toMatchObject(
        refusal('This tool is only for signed-in callers.'),
      );
      expect(await call(server(mode), 'for_scopes', headers)).toMatchObject(
        refusal('This tool is only for signed-in callers.'),
      );
      const read = await rpc(
        server(mode),
        'resources/read',
        { uri: 'sign-in://reader' },
        1,
        headers,
      );
      expect(read).toHaveProperty('result.contents.0.text', 'nobody');
      expect(logOf(server(mode))).not.toContain(bob.preferred_username);
    });

    test.each(modes)('open nobody’s texts on the %s server', async (mode) => {
      await call(server(mode), 'keep', headers, { text: 'for all' });
      expect(await call(server(mode), 'kept')).toMatchObject({
        result: { structuredContent: { text: 'for all' } },
      });
    });
  });
});

describe('in auth mode entra', () => {
  const server = useServers('signIn', { AUTH_MODE: 'entra' });

  async function each(run: (mode: Mode) => Promise<void>): Promise<void> {
    for (const mode of modes) await run(mode);
  }

  test.each([
    ['as the platform writes them', headersOf(ann)],
    ['in capitals', inCapitals(headersOf(ann))],
    ['in small letters', inSmallLetters(headersOf(ann))],
  ])('the caller is who the headers say, %s', async (_, headers) => {
    const { structuredContent } = (await call(server('extension'), 'seen', headers)).result!;
    expect(structuredContent).toEqual({
      caller: {
        id: ann.oid,
        name: 'ann@example.com',
        tenantId: ann.tid,
        clientId: ann.azp,
        scopes: ['user_impersonation', 'tools.read'],
        roles: [],
      },
      token: fingerprintOf(tokenOf(ann)),
      context: expect.not.stringContaining(tokenOf(ann)),
    });
    expect((await call(server('self-hosted'), 'seen', headers)).result).toHaveProperty(
      'structuredContent',
      structuredContent,
    );
  });

  test('readers of resources are known too', async () => {
    await each(async (mode) => {
      const uri = 'sign-in://reader';
      const answer = await rpc(server(mode), 'resources/read', { uri }, 1, headersOf(ann));
      expect(answer).toHaveProperty('result.contents.0.text', ann.oid);
    });
  });

  test('a cookie session has no token to exchange, whatever else the platform passes on', async () => {
    const { Authorization: _, ...cookieSession } = headersOf(ann);
    const headers = { ...cookieSession, 'X-MS-TOKEN-AAD-ACCESS-TOKEN': tokenOf(ann) };
    await each(async (mode) => {
      const { structuredContent } = (await call(server(mode), 'seen', headers)).result!;
      expect(structuredContent).toMatchObject({ caller: { id: ann.oid } });
      expect(structuredContent).not.toHaveProperty('token');
    });
  });

  test('a token without the platform’s word for it counts for nothing', async () => {
    const headers = {
      Authorization: `Bearer ${tokenOf(ann)}`,
      'X-MS-CLIENT-PRINCIPAL-ID': ann.oid,
    };
    await each(async (mode) => {
      expect(await call(server(mode), 'seen', headers)).toMatchObject({
        result: { structuredContent: { caller: null, context: '{}' } },
      });
    });
  });

  test('what a caller keeps is apart from what others keep', async () => {
    await each(async (mode) => {
      await Promise.all([
        call(server(mode), 'keep', headersOf(ann), { text: 'Ann’s' }),
        call(server(mode), 'keep', headersOf(bob), { text: 'Bob’s' }),
      ]);
      const textOf = async (claims: Claims) =>
        (await call(server(mode), 'kept', headersOf(claims))).result?.['structuredContent'];
      expect(await textOf(ann)).toEqual({ text: 'Ann’s' });
      expect(await textOf(bob)).toEqual({ text: 'Bob’s' });
      const elsewhere = { ...ann, tid: '5f1a0000-0000-4000-8000-000000000002' };
      expect(await call(server(mode), 'kept', headersOf(elsewhere))).toMatchObject(
        refusal('Nothing is kept.'),
      );
    });
  });

  test('whom the platform lets in without a name can keep nothing', async () => {
    const { oid: _, ...nameless } = ann;
    await each(async (mode) => {
      const refused = refusal(
        'Snippets belong to whoever is signed in, and this server cannot tell who you are.',
      );
      for (const headers of [{}, headersOf({ ...nameless, sub: 'pairwise' })]) {
        expect(await call(server(mode), 'keep', headers, { text: 'x' })).toMatchObject(refused);
        expect(await call(server(mode), 'kept', headers)).toMatchObject(refused);
      }
    });
  });

  test.each([
    ['for_anyone', 'Ann', ann, undefined],
    ['for_anyone', 'a job', nightlyJob, undefined],
    ['for_scopes', 'Bob', bob, undefined],
    ['for_scopes', 'Ann', ann, 'Your sign-in lacks the scope tools.write.'],
    ['for_scopes', 'a job', nightlyJob, 'Your sign-in lacks the scope tools.read, tools.write.'],
    ['for_roles', 'Bob', bob, undefined],
    ['for_roles', 'a job', nightlyJob, undefined],
    ['for_roles', 'Ann', ann, 'This tool is only for callers in the role Admin or Owner.'],
  ] as const)('a tool that is %s knows what to say to %s', async (tool, _, claims, refused) => {
    await each(async (mode) => {
      const answer = await call(server(mode), tool, headersOf(claims));
      expect(answer).toMatchObject(
        refused ? refusal(refused) : { result: { structuredContent: {} } },
      );
      expect(answer.result?.['isError'] ?? false).toBe(refused !== undefined);
    });
  });

  test('a tool that is not available is neither listed nor known', async () => {
    await each(async (mode) => {
      const { result } = await rpc(server(mode), 'tools/list');
      const names = (result!['tools'] as { name: string }[]).map(({ name }) => name);
      expect(names).toContain('seen');
      expect(names).not.toContain('absent');
      expect(await call(server(mode), 'absent', headersOf(ann))).toMatchObject({
        error: { code: -32602, message: "Unknown tool: 'absent'" },
      });
    });
  });

  test('the log has names of callers and no token', async () => {
    await each(async (mode) => {
      await call(server(mode), 'seen', headersOf(ann));
      await call(server(mode), 'seen', headersOf(nightlyJob));
      await expect.poll(() => logOf(server(mode))).toMatch(/seen: ok, \d+ ms, ann@example\.com/);
      await expect.poll(() => logOf(server(mode))).toContain(`ms, ${nightlyJob.oid}`);
      for (const claims of [ann, bob, nightlyJob]) {
        expect(logOf(server(mode))).not.toContain(tokenOf(claims).split('.')[1]);
      }
    });
  });
});

function logOf({ host }: Server): string {
  return host.logs.map(({ message }) => message).join('\n');
}
