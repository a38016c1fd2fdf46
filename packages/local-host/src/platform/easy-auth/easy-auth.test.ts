import { describe, expect, test } from 'vitest';
import { verifies } from '../../testing/verifies.ts';
import { browserFor } from './testing/browser.ts';
import {
  bearer,
  headersOf,
  providerWith,
  useFront,
  useSecretFront,
  withAction,
} from './testing/front.ts';
import { caller, clientId, tenant } from './testing/issuer.ts';

verifies(
  'easy-auth.challenge',
  'easy-auth.challenge-metadata',
  'easy-auth.resource-metadata',
  'easy-auth.excluded-paths',
  'easy-auth.excluded-paths-strict',
  'easy-auth.policy',
  'easy-auth.empty-allow-list',
  'easy-auth.request-id',
  'easy-auth.tenants',
  'easy-auth.unauthenticated',
  'easy-auth.anonymous-bad-token',
  'easy-auth.https',
);

const scope = `api://${tenant}/app/user_impersonation`;
const withScopes = { WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES: scope };

describe('a request that says nothing', () => {
  test('is 401 with a challenge that leads to the metadata of what it asked for', async () => {
    const front = await useFront(undefined, withScopes);
    const answer = await front.send('/runtime/webhooks/mcp?code=x', {}, 'POST');
    expect(answer).toMatchObject({ status: 401, body: '' });
    expect(answer.headers).toMatchObject({ 'content-length': '0', server: 'Kestrel' });
    expect(answer.headers['content-type']).toBeUndefined();
    const base = front.issuer.issuer.replace('/v2.0', '');
    expect(answer.headers['www-authenticate']).toBe(
      `Bearer realm="${front.host}" authorization_uri="${base}/oauth2/v2.0/authorize" resource_id="${clientId}"` +
        ` resource_metadata="http://${front.host}/.well-known/oauth-protected-resource/runtime/webhooks/mcp" scope="${scope}"`,
    );
  });

  test('is not led anywhere without the setting', async () => {
    const front = await useFront();
    const challenge = (await front.send('/mcp')).headers['www-authenticate'];
    expect(challenge).toMatch(
      /^Bearer realm="[^"]*" authorization_uri="[^"]*" resource_id="[^"]*"$/,
    );
  });

  test('cannot break the challenge with its path or its host', async () => {
    const front = await useFront(undefined, withScopes);
    const { headers } = await front.send('/a"b\\c', { host: 'x", evil="y' });
    expect(headers['www-authenticate']).toContain(
      `resource_metadata="http://${front.host}/.well-known/oauth-protected-resource/a%22b%5Cc"`,
    );
    expect(headers['www-authenticate']).not.toContain('evil');
  });

  test('cannot break the challenge by what the settings have in them', async () => {
    const front = await useFront(undefined, {
      WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES: 'a"b\\c\u00e9',
    });
    expect((await front.send('/mcp')).headers['www-authenticate']).toMatch(/ scope="abc"$/);
  });

  test.each([
    ['Return401', 401],
    ['return403', 403],
    ['Return404', 404],
    ['RejectWith401', 401],
    ['AllowAnonymous', 200],
  ])('is, with %s, answered %i', async (action, status) => {
    const front = await useFront(() => withAction(action));
    expect((await front.send('/mcp')).status).toBe(status);
    expect(front.reached()).toBe(status === 200 ? 1 : 0);
  });

  test('goes straight to the identity provider if it is a browser and the settings say so', async () => {
    const front = await useSecretFront(() => withAction('RedirectToLoginPage'));
    const userAgent = { 'user-agent': 'Mozilla/5.0 (X11)' };
    const browser = browserFor(front);
    const answer = await browser.go('/a%20b?c=d&e', userAgent);
    expect(answer.status).toBe(302);
    const { origin, searchParams } = new URL(answer.headers['location']!);
    expect(origin).toBe(new URL(front.issuer.issuer).origin);
    expect(searchParams.get('client_id')).toBe(clientId);
    const back = await browser.follow(answer);
    expect(back).toMatchObject({ status: 302, headers: { location: '/a%20b?c=d&e' } });
  });

  test('ends its sign-in at the start page where its path looks like another host', async () => {
    const front = await useSecretFront(() => withAction('RedirectToLoginPage'));
    const browser = browserFor(front);
    const answer = await browser.go('//evil.example/x', { 'user-agent': 'Mozilla/5.0 (X11)' });
    expect(await browser.follow(answer)).toMatchObject({ status: 302, headers: { location: '/' } });
  });

  test('is 401 all the same if it is no page that a browser asks for', async () => {
    const front = await useFront(() => withAction('RedirectToLoginPage'));
    const browser = { 'user-agent': 'Mozilla/5.0 (X11)' };
    expect((await front.send('/', { 'user-agent': 'curl/8' })).status).toBe(401);
    expect((await front.send('/', browser, 'POST')).status).toBe(401);
    const script = { ...browser, 'x-requested-with': 'XMLHttpRequest' };
    expect((await front.send('/', script)).status).toBe(401);
  });

  test('gets no challenge where the settings forbid it', async () => {
    const front = await useFront((issuer) =>
      providerWith(issuer, { login: { disableWWWAuthenticate: true } }),
    );
    const answer = await front.send('/mcp');
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBeUndefined();
  });

  test('passes where nobody needs to sign in, and so does one whose token does not hold', async () => {
    const front = await useFront(() => withAction('AllowAnonymous'));
    expect((await front.send('/')).status).toBe(200);
    const sent = bearer(await front.issuer.token({ exp: 1 }));
    const headers = headersOf(await front.send('/', sent));
    expect(headers).toMatchObject(sent);
    expect(Object.keys(headers).filter((name) => name.startsWith('x-ms-'))).toEqual([]);
    expect(front.log.entries.at(-1)!.message).toBe(
      'Took GET / for one without a token: the token has expired.',
    );
  });

  test('cannot be told apart from one that may not call: its token holds', async () => {
    const front = await useFront(() => withAction('AllowAnonymous'));
    const token = await front.issuer.token({ azp: 'stranger' });
    expect((await front.send('/', bearer(token))).status).toBe(403);
  });
});

describe('protected resource metadata', () => {
  test.each([
    ['/.well-known/oauth-protected-resource', ''],
    ['/.well-known/oauth-protected-resource/', ''],
    ['/.well-known/oauth-protected-resource/mcp', '/mcp'],
    ['/.well-known/oauth-protected-resource/runtime/webhooks/mcp?x=y', '/runtime/webhooks/mcp'],
  ])('%s is there for anybody', async (path, inserted) => {
    const front = await useFront(undefined, {
      WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES: `${scope}, other`,
    });
    const answer = await front.send(path);
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    expect(JSON.parse(answer.body)).toEqual({
      resource: `http://${front.host}${inserted}`,
      authorization_servers: [front.issuer.issuer],
      scopes_supported: [scope, 'other'],
    });
    expect(await front.send(path, {}, 'HEAD')).toMatchObject({ status: 200, body: '' });
    expect((await front.send(path, {}, 'POST')).status).toBe(401);
  });

  test('names the host that it is asked at, and no scopes without the setting', async () => {
    const front = await useFront();
    const path = '/.well-known/oauth-protected-resource/mcp';
    expect(JSON.parse((await front.send(path, { host: 'tools.example' })).body)).toEqual({
      resource: 'http://tools.example/mcp',
      authorization_servers: [front.issuer.issuer],
    });
  });

  test.each(['s', '/../../mcp', '/%2e%2e/x'])(
    'is not what only begins like it: %s',
    async (end) => {
      const front = await useFront();
      expect((await front.send(`/.well-known/oauth-protected-resource${end}`)).status).toBe(401);
    },
  );
});

describe('excluded paths', () => {
  test.each([
    ['/healthz', 200],
    ['/HEALTHZ?x=y', 200],
    ['/open/a/b', 200],
    ['/healthz/', 401],
    ['/healthz/x', 401],
    ['/open', 401],
    ['/open/../mcp', 401],
    ['/open/%2e%2e/mcp', 401],
    ['/open/..%2fmcp', 401],
    ['/open/..\\mcp', 401],
    ['/open//mcp', 401],
    ['/mcp/../healthz', 401],
    ['/mcp', 401],
    // Only `/*` is known to stand for more.
    ['/start', 401],
    ['/started', 401],
  ])('%s is %i', async (path, status) => {
    const front = await useFront(() => ({
      globalValidation: {
        requireAuthentication: true,
        unauthenticatedClientAction: 'Return401',
        excludedPaths: ['/healthz', '/open/*', '/start*'],
      },
    }));
    expect((await front.send(path)).status).toBe(status);
    expect((await front.send(path, bearer('of.another.issuer'))).status).toBe(status);
  });
});

describe('a token that holds', () => {
  const validation = (changes: object) => (issuer: string) =>
    providerWith(issuer, { validation: { allowedAudiences: [], ...changes } });
  const policy = (defaultAuthorizationPolicy: object) => validation({ defaultAuthorizationPolicy });

  test.each([
    ['of an allowed client', policy({ allowedApplications: [caller.toUpperCase()] }), {}, 200],
    ['of another client', policy({ allowedApplications: [clientId] }), {}, 403],
    [
      'of a client of version 1',
      policy({ allowedApplications: ['v1'] }),
      { azp: undefined, appid: 'v1' },
      200,
    ],
    [
      'of a client that claims another one in the manner of version 1',
      policy({ allowedApplications: ['v1'] }),
      { appid: 'v1' },
      403,
    ],
    ['of no client', policy({ allowedApplications: [clientId] }), { azp: undefined }, 403],
    ['where all clients may call', policy({ allowedApplications: null }), {}, 200],
    ['where the list of clients is empty', policy({ allowedApplications: [] }), {}, 403],
    [
      'where the older list is empty',
      validation({ jwtClaimChecks: { allowedClientApplications: [] } }),
      {},
      403,
    ],
    [
      'of the older list, beside the empty one that Azure adds',
      validation({
        jwtClaimChecks: { allowedClientApplications: [caller] },
        defaultAuthorizationPolicy: { allowedApplications: [] },
      }),
      {},
      200,
    ],
    [
      'of a client of both lists',
      validation({
        jwtClaimChecks: { allowedClientApplications: [caller] },
        defaultAuthorizationPolicy: { allowedApplications: ['x', caller] },
      }),
      {},
      200,
    ],
    [
      'of a client of the newer list alone',
      validation({
        jwtClaimChecks: { allowedClientApplications: ['x'] },
        defaultAuthorizationPolicy: { allowedApplications: [caller] },
      }),
      {},
      403,
    ],
    [
      'by the older list',
      validation({ jwtClaimChecks: { allowedClientApplications: ['x'] } }),
      {},
      403,
    ],
    [
      'of an allowed group',
      validation({ jwtClaimChecks: { allowedGroups: ['g'] } }),
      { groups: ['f', 'g'] },
      200,
    ],
    [
      'of another group',
      validation({ jwtClaimChecks: { allowedGroups: ['g'] } }),
      { groups: ['f'] },
      403,
    ],
    [
      'of an allowed person',
      policy({ allowedPrincipals: { identities: ['p'] } }),
      { oid: 'p' },
      200,
    ],
    ['of another person', policy({ allowedPrincipals: { identities: ['p'] } }), {}, 403],
    [
      'of another person and another group',
      policy({ allowedPrincipals: { identities: ['p'], groups: ['g'] } }),
      { groups: ['f'] },
      403,
    ],
    [
      'of an allowed person’s group',
      policy({ allowedPrincipals: { identities: ['p'], groups: ['g'] } }),
      { groups: 'g' },
      200,
    ],
  ] as const)('%s is answered as the policy says', async (_, changes, claims, status) => {
    const front = await useFront(changes);
    const answer = await front.send('/mcp', bearer(await front.issuer.token(claims)));
    expect(answer.status).toBe(status);
    expect(answer.headers['www-authenticate']).toBeUndefined();
    expect(front.reached()).toBe(status === 200 ? 1 : 0);
  });

  test.each([
    ['', {}, 200],
    [`other, ${tenant}`, {}, 200],
    ['other', {}, 403],
    [tenant, { tid: undefined }, 403],
  ])('with the tenants "%s" and claims %o is %i', async (tenants, claims, status) => {
    const front = await useFront(undefined, { WEBSITE_AUTH_AAD_ALLOWED_TENANTS: tenants });
    const answer = await front.send('/mcp', bearer(await front.issuer.token(claims)));
    expect(answer.status).toBe(status);
  });

  test('of a client that may not call is told in the log, by its id', async () => {
    const front = await useFront();
    await front.send('/mcp', bearer(await front.issuer.token({ azp: 'stranger' })));
    const { message } = front.log.entries.at(-1)!;
    expect(message).toBe(
      'Refused GET /mcp with 403: the client stranger is not among the allowed applications.',
    );
  });
});

test.each([
  [{}, true],
  [withScopes, false],
])(
  'the log tells at the start who may sign in, and with %o whether clients learn it',
  async (env, isMissing) => {
    const { log, issuer } = await useFront(undefined, env);
    const { message } = log.entries[0]!;
    expect(message).toContain(`issuer ${issuer.issuer}, client ${clientId}.`);
    expect(message.includes('WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES is not set')).toBe(isMissing);
  },
);

test('every answer that has passed it has an id of its own', async () => {
  const front = await useFront();
  const token = bearer(await front.issuer.token());
  const answers = await Promise.all([
    front.send('/mcp'),
    front.send('/.auth/me'),
    front.send('/.well-known/oauth-protected-resource'),
    front.send('/mcp', token),
  ]);
  const ids = answers.map(({ headers }) => headers['x-ms-middleware-request-id']);
  for (const id of ids) expect(id).toMatch(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);
  expect(new Set(ids).size).toBe(ids.length);
});

test('no failure of its own lets a request through', async () => {
  const front = await useFront(() => ({ globalValidation: { requireAuthentication: false } }));
  front.log.onEntry(() => {
    throw new Error('The disk is full.');
  });
  expect((await front.send('/', bearer('x'))).status).toBe(500);
  expect(front.reached()).toBe(0);
});

test('neither tokens nor what they say of a person come into the log', async () => {
  const front = await useFront();
  const token = await front.issuer.token({ aud: 'Ada <ada@example.com>', exp: 1 });
  await front.send('/mcp', bearer(token));
  await front.send('/mcp', bearer(await front.issuer.token({ aud: 'Ada <ada@example.com>' })));
  await front.send('/mcp', bearer(await front.issuer.token({ azp: 'Ada Example!' })));
  const text = JSON.stringify(front.log.entries);
  const refusals = front.log.entries.filter(({ message }) => message.startsWith('Refused'));
  expect(refusals).toHaveLength(3);
  expect(text).not.toMatch(/ada|eyJ/i);
});
