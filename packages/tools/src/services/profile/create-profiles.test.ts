import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { ToolError } from '../../contract/errors.ts';
import type { SignIn } from '../../contract/sign-in.ts';
import { createProfiles, type ProfileOptions } from './create-profiles.ts';
import type { Profile } from './profile.ts';
import { profileSettings } from './profile-settings.ts';
import {
  type Answer,
  callerToken,
  entraError,
  environmentOf,
  type EntraAndGraph,
  graphError,
  type Script,
  startEntraAndGraph,
  tenant,
} from './testing/entra-and-graph.ts';

/** The real library, between an identity's endpoint, an Entra and a Microsoft Graph that answer as theirs do. */

interface Setup {
  readonly script?: Script;
  readonly env?: Readonly<Record<string, string>>;
  readonly options?: ProfileOptions;
}

let server: EntraAndGraph;
beforeAll(async () => void (server = await startEntraAndGraph()));
afterAll(() => server.close());

function setUp({ script = {}, env, options }: Setup = {}): {
  readonly mine: (signIn?: SignIn, signal?: AbortSignal) => Promise<Profile>;
} {
  server.follow(script);
  const given = { ...environmentOf(server), AUTH_MODE: 'entra', ...env };
  onTestFinished(() => void vi.unstubAllEnvs());
  for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value);
  const profiles = createProfiles(profileSettings(given)!, {
    graph: server.url,
    policies: [server.policy],
    ...options,
  });
  return {
    mine: (signIn = user('ann'), signal = new AbortController().signal) =>
      profiles.mine(signIn, { signal }),
  };
}

function user(id: string): SignIn {
  return {
    caller: { id, tenantId: tenant, scopes: ['user_impersonation'], roles: [] },
    callerToken: () => callerToken(id),
  };
}

/** What a profile that cannot be read is told to the model; undefined where only the log has it. */
async function failureOf(reading: Promise<Profile>): Promise<{ told?: string; logged?: string }> {
  const error: unknown = await reading.then(
    () => new Error('It was read.'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Error);
  const { message } = error as Error;
  for (const secret of [callerToken('ann'), 'graph-token', 'proof-of', 'Trace ID']) {
    expect(message).not.toContain(secret);
  }
  return error instanceof ToolError ? { told: message } : { logged: message };
}

describe('a profile', () => {
  test('has what was chosen of what Microsoft Graph knows', async () => {
    const { mine } = setUp();
    expect(await mine()).toEqual({
      displayName: 'Display name of ann',
      userPrincipalName: 'ann@example.com',
      mail: 'ann@example.com',
      jobTitle: 'Gardener',
      preferredLanguage: 'en-US',
    });
    expect(server.requests).toEqual(['identity', 'entra', 'graph']);
  });

  test('is always of the one who asks, however many ask at once', async () => {
    const { mine } = setUp();
    const names = Array.from({ length: 20 }, (_, index) => (index % 2 ? 'bob' : 'ann'));
    const profiles = await Promise.all(names.map((name) => mine(user(name))));
    expect(profiles.map(({ mail }) => mail)).toEqual(names.map((name) => `${name}@example.com`));
    // No token was kept from one to the next.
    expect(server.requests.filter((request) => request === 'entra')).toHaveLength(20);
  });

  test('takes the token of the managed identity from the library, which keeps it', async () => {
    const { mine } = setUp();
    await mine();
    await mine(user('bob'));
    expect(server.requests).toEqual(['identity', 'entra', 'graph', 'entra', 'graph']);
  });

  test('fails for one without failing for another', async () => {
    const noConsent = entraError('invalid_grant', 65001, 'No.', { suberror: 'consent_required' });
    const { mine } = setUp({
      script: { entra: (oid) => (oid === 'bob' ? noConsent : undefined) },
    });
    const [ann, bob] = await Promise.allSettled([mine(), mine(user('bob'))]);
    expect([ann.status, bob.status]).toEqual(['fulfilled', 'rejected']);
  });

  test.each([
    ['the one that is let in', 'elsewhere', tenant],
    ['the caller’s of several', tenant, `other, ${tenant}`],
    ['the caller’s where all are let in', tenant, ''],
  ])('is asked for in the tenant: %s', async (_, own, allowed) => {
    const { mine } = setUp({ env: { WEBSITE_AUTH_AAD_ALLOWED_TENANTS: allowed } });
    const { caller, ...ann } = user('ann');
    expect(await mine({ ...ann, caller: { ...caller!, tenantId: own } })).toHaveProperty('mail');
  });
});

describe('who cannot have one is told so, and nobody is asked', () => {
  const { caller, callerToken: token } = user('ann') as Required<SignIn>;
  test.each([
    ['nobody', {}, 'There is no token of yours'],
    ['a cookie session', { caller }, 'There is no token of yours'],
    ['an application', { caller: { ...caller, scopes: [] }, callerToken: token }, 'An application'],
  ])('%s', async (_, signIn, told) => {
    const { mine } = setUp();
    expect(await failureOf(mine(signIn))).toEqual({ told: expect.stringContaining(told) });
    expect(server.requests).toEqual([]);
  });
});

const consent =
  'You have not allowed this server to read your profile: open https://app-self-hosted.azurewebsites.net/.auth/login/aad in a browser once and agree, or have an administrator agree for everybody, then try again.';

describe('where Entra exchanges no token', () => {
  test.each<[string, Answer, string]>([
    [
      'no consent',
      entraError(
        'invalid_grant',
        65001,
        "The user or administrator has not consented to use the application with ID 'b1a5' named 'app'. Send an interactive authorization request for this user and resource.",
        { suberror: 'consent_required' },
      ),
      consent,
    ],
    ['no consent, and no suberror', entraError('invalid_grant', 65001, 'Not consented.'), consent],
    [
      'a condition of the tenant, with a claims challenge',
      entraError('interaction_required', 50076, 'You must use multi-factor authentication.', {
        suberror: 'basic_action',
        claims: '{"access_token":{"polids":{"essential":true,"values":["c1"]}}}',
      }),
      'wants you to sign in again (AADSTS50076)',
    ],
    [
      'a token that has expired on the way',
      entraError('invalid_grant', 500133, 'Assertion is not within its valid time range.'),
      'wants you to sign in again (AADSTS500133)',
    ],
    [
      'a token that was revoked',
      entraError('invalid_grant', 50173, 'The provided grant has expired.', {
        suberror: 'bad_token',
      }),
      'wants you to sign in again (AADSTS50173)',
    ],
    [
      'too many requests',
      {
        ...entraError('temporarily_unavailable', 90055, 'Too many requests.'),
        status: 429,
        headers: { 'retry-after': '600' },
      },
      'too busy to answer. Try again in a minute.',
    ],
    [
      'a problem of its own',
      { ...entraError('server_error', 90033, 'A transient error.'), status: 500 },
      'too busy to answer. Try again in a minute.',
    ],
    ['a gateway', { status: 503, body: '<html>' }, 'did not answer this server.'],
  ])('%s: the model is told', async (_, answer, told) => {
    const { mine } = setUp({ script: { entra: () => answer } });
    expect(await failureOf(mine())).toEqual({ told: expect.stringContaining(told) });
    expect(server.requests).toEqual(['identity', 'entra']);
  });

  test.each<[string, Answer, string]>([
    [
      'a token for somebody else',
      entraError('invalid_grant', 50013, 'Assertion failed signature validation.'),
      'AADSTS50013. Check that built-in authentication accepts only tokens',
    ],
    [
      'an identity that the registration does not trust',
      entraError('invalid_client', 700213, 'No matching federated identity record found.'),
      'AADSTS700213. Check that the registration has a federated credential',
    ],
    [
      'a registration that is not there',
      entraError('unauthorized_client', 700016, 'Application was not found in the directory.'),
      'AADSTS700016. Check that the registration of WEBSITE_AUTH_CLIENT_ID is in the tenant.',
    ],
    [
      'what nobody has thought of',
      entraError('invalid_request', 90099, 'Who knows.'),
      'Microsoft Entra ID exchanged no token: AADSTS90099.',
    ],
    ['no code at all', { status: 400, body: { error: 'odd' } }, 'exchanged no token: odd.'],
    ['a success without a token', { status: 200, body: {} }, 'exchanged no token:'],
  ])('%s: the log has it', async (_, answer, logged) => {
    const { mine } = setUp({ script: { entra: () => answer } });
    expect(await failureOf(mine())).toEqual({ logged: expect.stringContaining(logged) });
  });
});

describe('where Microsoft Graph has no answer', () => {
  test.each<[string, Answer, string]>([
    [
      '429, and says for how long',
      graphError(429, 'TooManyRequests', { 'retry-after': '17' }),
      'Microsoft Graph is too busy to answer. Try again in 17 seconds.',
    ],
    ['429', graphError(429, 'TooManyRequests'), 'Try again in a minute.'],
    ['503', graphError(503, 'serviceNotAvailable'), 'is too busy to answer. Try again'],
    ['504 of a gateway', { status: 504, body: '<html>' }, 'is too busy to answer. Try again'],
    [
      '401 with a claims challenge',
      graphError(401, 'InvalidAuthenticationToken', {
        'www-authenticate':
          'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="eyJ9"',
      }),
      'does not accept the sign-in any more. Sign out',
    ],
    ['404', graphError(404, 'Request_ResourceNotFound'), 'Microsoft Graph knows no such user.'],
  ])('%s: the model is told', async (_, answer, told) => {
    const { mine } = setUp({ script: { graph: () => answer } });
    expect(await failureOf(mine())).toEqual({ told: expect.stringContaining(told) });
  });

  test.each<[string, Answer, string]>([
    [
      '403',
      graphError(403, 'Authorization_RequestDenied'),
      'Authorization_RequestDenied (403). Check that the registration has the delegated permission User.Read',
    ],
    ['400', graphError(400, 'BadRequest'), 'refused to answer /me: BadRequest (400).'],
    ['400 without a word', { status: 400, body: '' }, 'refused to answer /me: no code (400).'],
    ['no user', { status: 200, body: { value: [] } }, 'answered /me with 200, but not with a user'],
    ['no JSON', { status: 200, body: '<html>' }, 'answered /me with 200, but not with a user'],
  ])('%s: the log has it', async (_, answer, logged) => {
    const { mine } = setUp({ script: { graph: () => answer } });
    expect(await failureOf(mine())).toEqual({ logged: expect.stringContaining(logged) });
  });

  test('it is not looked for where it may have moved to', async () => {
    const thief = await startEntraAndGraph();
    onTestFinished(() => thief.close());
    const moved = { status: 302, headers: { location: `${thief.url}/v1.0/me` }, body: '' };
    const { mine } = setUp({ script: { graph: () => moved } });
    expect(await failureOf(mine())).toHaveProperty('told');
    expect(thief.requests).toEqual([]);
  });

  test('it may not be there', async () => {
    const { mine } = setUp({ options: { graph: 'http://127.0.0.1:9' } });
    expect(await failureOf(mine())).toEqual({
      told: 'Microsoft Graph cannot be reached from this server. Try again in a minute.',
    });
  });
});

describe('a server that is not set up for it', () => {
  test.each(['WEBSITE_AUTH_CLIENT_ID', 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'])(
    'logs that %s is missing',
    async (name) => {
      const { mine } = setUp({ env: { [name]: '' } });
      expect(await failureOf(mine())).toEqual({
        logged: expect.stringContaining(`${name} is not set.`),
      });
      expect(server.requests).toEqual([]);
    },
  );

  test('logs that its identity has no token', async () => {
    const env = { OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: 'b1a50000-0000-4000-8000-0000000000ff' };
    const { mine } = setUp({ env });
    expect(await failureOf(mine())).toEqual({
      logged: expect.stringMatching(
        /has no token \(\w+\)\. Check that it is assigned to the app\./,
      ),
    });
  });
});

describe('what hangs', () => {
  const hangs: Answer = { status: 200, hangs: true };
  const scripts: [string, Script][] = [
    ['the endpoint of the identity', { identity: hangs }],
    ['Entra', { entra: () => hangs }],
    ['Microsoft Graph', { graph: () => hangs }],
  ];

  test.each(scripts)('is given up in time: %s', async (_, script) => {
    const { mine } = setUp({ script, options: { timeoutMs: 200 } });
    expect(await failureOf(mine())).toEqual({
      told: 'Your profile did not come in time. Try again in a minute.',
    });
  });

  test.each(scripts)('is left when the caller goes: %s', async (_, script) => {
    const { mine } = setUp({ script });
    const leaving = new AbortController();
    const reading = mine(user('ann'), leaving.signal);
    const expected = Object.keys(script)[0];
    await expect.poll(() => server.requests).toContain(expected);
    leaving.abort();
    await expect(reading).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });

  test.each(scripts.slice(1))('keeps no connection: %s', async (_, script) => {
    const timeUp = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(timeUp.signal);
    onTestFinished(() => timeout.mockRestore());
    const { mine } = setUp({ script });
    const failure = failureOf(mine());
    await expect.poll(() => server.requests).toContain(Object.keys(script)[0]);
    timeUp.abort();
    expect(await failure).toEqual({ told: expect.stringContaining('did not come in time') });
    await server.gone;
  });
});
