import { SignInBrowser, signInAnswerOf } from '@side-by-side/local-host/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { McpClient } from './support/clients.ts';
import {
  isUnauthorized,
  oauthClientNames,
  type OAuthClientName,
  oauthClients,
  OAuthMemory,
  statusOf,
} from './support/oauth-clients.ts';
import { type Mode, modes } from './support/servers.ts';
import { useGuardedServers } from './support/guarded-servers.ts';

/** Sign-in as the official clients do it, from the first 401 to the call, at our identity provider. */

const editorId = 'aebc6443-996d-45c2-90f0-388ff96faa56';
const unknownTool = '2f1d4c7e-8b90-4a35-9c6e-7d0f1b2a3c45';
const redirectUrl = 'http://localhost:40123/';

let clockIsBehind = 0;
const { server, provider, signIn } = useGuardedServers({
  app: 'signIn',
  provider: {
    publicClients: [
      { appId: unknownTool, displayName: 'Unknown tool', redirectUris: ['http://localhost/'] },
    ],
    now: () => Date.now() - clockIsBehind,
  },
});

const each = describe.each(
  modes.flatMap((mode) => oauthClientNames.map((name) => [name, mode] as const)),
);

const remembered = (clientId = editorId, sendsResource = false) =>
  new OAuthMemory({ issuer: provider().issuer, clientId, redirectUrl, sendsResource });

/** Connects once, for the user to be sent away to sign in. */
async function sentToSignIn(name: OAuthClientName, mode: Mode, memory: OAuthMemory) {
  const attempt = oauthClients[name](server(mode).url, memory);
  const error: unknown = await attempt.connect().catch((thrown: unknown) => thrown);
  expect(error).toSatisfy(isUnauthorized);
  return { attempt, url: memory.visits.at(-1)! };
}

/** Does what the user does in the browser. */
async function signInAt(url: URL, user: string): Promise<URLSearchParams> {
  const browser = new SignInBrowser(provider());
  let answer = await browser.signIn(await browser.open(url.href), user);
  // Whoever is to be signed in longer than the browser is asked again.
  if (answer.status === 200) answer = await browser.press(answer, 'decision', 'accept');
  const back = new URL(answer.headers.get('location')!);
  expect(`${back.origin}${back.pathname}`).toBe(redirectUrl);
  expect(back.searchParams.get('state')).toBe('the-state');
  return signInAnswerOf(answer);
}

/** The whole way, up to a client that is connected. */
async function signedIn(
  name: OAuthClientName,
  mode: Mode,
  user: string,
  memory = remembered(),
): Promise<McpClient> {
  const { attempt, url } = await sentToSignIn(name, mode, memory);
  await attempt.finishAuth(await signInAt(url, user));
  return connected(name, mode, memory);
}

async function connected(name: OAuthClientName, mode: Mode, memory: OAuthMemory) {
  const client = await oauthClients[name](server(mode).url, memory).connect();
  onTestFinished(() => client.close());
  return client;
}

const call = async (client: McpClient, name: string, args: Record<string, unknown> = {}) =>
  (await client.callTool({ name, arguments: args })) as Record<string, unknown>;

each('%s at the %s server', (name, mode) => {
  test('is sent to sign in, comes back with a code, and calls a tool as that user', async () => {
    const client = await signedIn(name, mode, 'ben');
    const ben = provider().users.find(({ name: known }) => known === 'Ben Sample')!;
    expect(await call(client, 'seen')).toHaveProperty('structuredContent.caller', {
      id: ben.oid,
      name: 'ben@contoso.example',
      tenantId: provider().tenantId,
      clientId: editorId,
      scopes: ['user_impersonation'],
      roles: ['Mcp.Invoke'],
    });
  });

  test('asks for the scope that the challenge names, with PKCE', async () => {
    const { url } = await sentToSignIn(name, mode, remembered());
    const scopes = url.searchParams.get('scope')!.split(' ');
    expect(scopes).toContain(`${signIn(mode).identifierUri}/user_impersonation`);
    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
    expect(`${url.origin}/`).toBe(new URL('/', provider().issuer).href);
  });

  test('sends a resource unless it is told not to, and fails as at Entra', async () => {
    const { url } = await sentToSignIn(name, mode, remembered(editorId, true));
    expect(url.searchParams.get('resource')).toBe(server(mode).url.href);
    const answer = await new SignInBrowser(provider()).open(url.href);
    const told = signInAnswerOf(answer);
    expect([answer.status, told.get('code'), told.get('error')]).toEqual([
      302,
      null,
      'invalid_target',
    ]);
    expect(told.get('error_description')).toMatch(/^AADSTS9010010: /);
  });

  test('gets 403 after a good sign-in when its client id is not allowed', async () => {
    const memory = remembered(unknownTool);
    const { attempt, url } = await sentToSignIn(name, mode, memory);
    await attempt.finishAuth(await signInAt(url, 'ada'));
    expect(memory.tokens()?.access_token).toBeTruthy();
    const error: unknown = await oauthClients[name](server(mode).url, memory)
      .connect()
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(statusOf(error)).toBe(403);
    expect(server(mode).host.logs.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^Refused POST \S+ with 403: .*2f1d4c7e/),
    );
  });

  test('gets past a token that has expired', async () => {
    const memory = remembered();
    clockIsBehind = 2 * 3_600_000;
    onTestFinished(() => void (clockIsBehind = 0));
    const { attempt, url } = await sentToSignIn(name, mode, memory);
    await attempt.finishAuth(await signInAt(url, 'ada'));
    clockIsBehind = 0;
    const expired = memory.tokens()!;
    // The v1 client asks for what the challenge names and no more, and so has nothing to refresh with.
    if (name === 'sdk v1') {
      expect(expired.refresh_token).toBeUndefined();
      const again = await signedIn(name, mode, 'ada', memory);
      expect(await call(again, 'seen')).toMatchObject(signedInAs('ada@contoso.example'));
      return;
    }
    expect(expired.refresh_token).toBeTruthy();
    const client = await connected(name, mode, memory);
    expect(await call(client, 'seen')).toMatchObject(signedInAs('ada@contoso.example'));
    expect(memory.visits).toHaveLength(1);
    expect(memory.tokens()!.access_token).not.toBe(expired.access_token);
  });

  test('keeps two users apart', async () => {
    const [ada, ben] = await Promise.all([
      signedIn(name, mode, 'ada'),
      signedIn(name, mode, 'ben'),
    ]);
    await call(ada, 'keep', { text: `${name}, Ada` });
    expect(JSON.stringify(await call(ben, 'kept'))).not.toContain(`${name}, Ada`);
    await call(ben, 'keep', { text: `${name}, Ben` });
    expect(await call(ada, 'kept')).toMatchObject({ structuredContent: { text: `${name}, Ada` } });
  });
});

const signedInAs = (name: string) => ({ structuredContent: { caller: { name } } });
