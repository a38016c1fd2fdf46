import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { keysFile } from '@side-by-side/local-host';
import { expect, onTestFinished, test } from 'vitest';
import { addTool } from './support/add-tool.ts';
import { useProjectCopy } from './support/project-copy.ts';
import { root } from './support/repository.ts';
import { postRpc } from './support/rpc.ts';
import { freePortBase, useCli } from './support/start-process.ts';
import { tokenFrom } from './support/token-from.ts';

/** `npm start` and `npm run host` with something in front of the apps: `--auth key`, `--auth entra`. */

const appNames = ['extension-server', 'self-hosted-server'] as const;
const urlsAfter = (base: number) =>
  [
    `http://localhost:${base + 1}/runtime/webhooks/mcp`,
    `http://localhost:${base + 2}/mcp`,
  ] as const;

async function call(url: string, headers: Record<string, string> = {}) {
  const params = { name: 'test_word', arguments: { text: 'first' } };
  const response = await postRpc(url, 'tools/call', params, 1, headers);
  return { status: response.status, text: await response.text() };
}

/** Asks until the answer is as wanted: an edit takes a moment to arrive. */
async function untilAnswer(ask: () => ReturnType<typeof call>, wanted: string): Promise<void> {
  await expect.poll(async () => (await ask()).text).toContain(wanted);
}

interface Keys {
  readonly masterKey: string;
  readonly functionKeys: Readonly<Record<string, string>>;
  readonly systemKeys: Readonly<Record<string, string>>;
}

async function keysOf(project: string, app: (typeof appNames)[number]): Promise<Keys> {
  return JSON.parse(await readFile(join(project, 'apps', app, keysFile), 'utf8')) as Keys;
}

const keysOfBoth = (project: string) =>
  Promise.all([keysOf(project, 'extension-server'), keysOf(project, 'self-hosted-server')]);

/** The header with the key that opens the MCP endpoint of each app. */
const keyHeader = {
  'extension-server': ({ systemKeys }: Keys) => ({
    'x-functions-key': systemKeys['mcp_extension']!,
  }),
  'self-hosted-server': ({ functionKeys }: Keys) => ({
    'x-functions-key': functionKeys['default']!,
  }),
} as const;

/** All texts in it. */
function secretsOf(keys: unknown): string[] {
  if (typeof keys === 'string') return [keys];
  return Object.values(keys as object).flatMap(secretsOf);
}

test('npm start -- --auth key makes keys, keeps them over a restart, and shows none', async () => {
  const copy = await useProjectCopy();
  const toolFile = await addTool(copy);
  const base = await freePortBase();
  const urls = urlsAfter(base);
  const start = useCli(copy, ['start', '--port-base', `${base}`, '--auth', 'key', '--verbose']);
  await start.untilPrinted('Ctrl-C stops both');
  for (const url of urls) expect(start.output()).toMatch(new RegExp(`${url}\\s+\\d+ tools`));
  const files = appNames.map((name) => join('apps', name, keysFile));
  expect(start.output()).toContain(`x-functions-key: systemKeys.mcp_extension of ${files[0]}`);
  expect(start.output()).toContain(`x-functions-key: functionKeys.default of ${files[1]}`);

  const keys = await keysOfBoth(copy);
  const headers = appNames.map((name, index) => keyHeader[name](keys[index]!));
  if (process.platform !== 'win32')
    for (const file of files) expect((await stat(join(copy, file))).mode & 0o777).toBe(0o600);
  for (const [index, url] of urls.entries()) {
    expect((await call(url)).status).toBe(401);
    expect((await call(url, headers[1 - index])).status).toBe(401);
    expect((await call(url, headers[index])).text).toContain('first');
    expect((await call(`${url}?code=${headers[index]!['x-functions-key']}`)).status).toBe(200);
  }

  const source = await readFile(toolFile, 'utf8');
  await writeFile(toolFile, source.replace('`${text} ', '`second '));
  for (const [index, url] of urls.entries())
    await untilAnswer(() => call(url, headers[index]), 'second');
  await start.untilPrinted(/extension .*restarted in [\d.]+ s, \d+ tools/);
  // The host may have made keys of single functions besides.
  expect(await keysOfBoth(copy)).toMatchObject(keys);

  start.child.kill('SIGTERM');
  expect(await start.ended).toEqual({ code: 0, signal: null });
  const secrets = secretsOf(await keysOfBoth(copy));
  expect(secrets.length).toBeGreaterThanOrEqual(6);
  for (const secret of secrets) expect(start.output()).not.toContain(secret);
});

test('npm start -- --auth entra signs callers in, logs no token, and ends whole', async () => {
  const copy = await useProjectCopy();
  await addTool(copy);
  const base = await freePortBase();
  const urls = urlsAfter(base);
  const options = ['--auth', 'entra', '--log', 'json', '--verbose', '--no-watch'];
  const start = useCli(copy, ['start', '--port-base', `${base}`, ...options]);
  for (const url of urls) {
    await start.untilPrinted(new RegExp(`${url} is ready: \\d+ tools`));
    expect((await call(url)).status).toBe(401);
  }

  const tokens: string[] = [];
  for (const url of urls) {
    const { token, issuer } = await tokenFrom(url);
    expect(new URL(issuer).origin).toBe(`http://localhost:${base + 3}`);
    tokens.push(token);
    const { status, text } = await call(url, { authorization: `Bearer ${token}` });
    expect(status).toBe(200);
    expect(text).toContain('ada@contoso.example');
  }
  // Neither is good for the other server.
  expect((await call(urls[0], { authorization: `Bearer ${tokens[1]}` })).status).toBe(401);
  await start.untilPrinted('the audience is wrong');

  start.child.kill('SIGINT');
  expect(await start.ended).toEqual({ code: 0, signal: null });
  await expect(fetch(`http://localhost:${base + 3}/`)).rejects.toThrow('fetch failed');
  const lines = start.output().trim().split('\n');
  for (const line of lines) expect(JSON.parse(line)).toHaveProperty('source');
  const secrets = [
    ...tokens.flatMap((token) => token.split('.').slice(1)),
    ...secretsOf(await keysOfBoth(copy)),
  ];
  for (const secret of secrets) expect(start.output()).not.toContain(secret);
});

test('npm run host -- --auth entra leaves host.json as it is: a good sign-in is refused for want of a key', async () => {
  const copy = await useProjectCopy();
  const base = await freePortBase();
  const expected = [
    {
      path: '/runtime/webhooks/mcp',
      status: 403,
      remedy: /webhookAuthorizationLevel in host\.json has to be Anonymous/,
    },
    {
      path: '/mcp',
      status: 401,
      remedy: /DefaultAuthorizationLevel in host\.json .*has to be anonymous/,
    },
  ] as const;
  await Promise.all(
    appNames.map(async (name, index) => {
      const { path, status, remedy } = expected[index]!;
      const url = `http://localhost:${base + 1 + index}${path}`;
      const ports = ['--port', `${base + 1 + index}`, '--provider-port', '0'];
      const app = join(copy, 'apps', name);
      const host = useCli(copy, ['host', '--app', app, '--auth', 'entra', ...ports, '--no-watch']);
      await host.untilPrinted('Ctrl-C stops it');
      expect(host.output()).toContain(`/${name}/user_impersonation`);
      const { token, issuer } = await tokenFrom(url);
      expect(host.output()).toContain(`Sign-in is at ${issuer}; `);

      const signedIn = { authorization: `Bearer ${token}` };
      const refused = await call(url, signedIn);
      expect(refused.status).toBe(status);
      await host.untilPrinted(remedy);
      const withKey = { ...signedIn, ...keyHeader[name](await keysOf(copy, name)) };
      expect((await call(url, withKey)).status).toBe(200);
      host.child.kill('SIGINT');
      expect(await host.ended).toEqual({ code: 0, signal: null });
      await expect(fetch(issuer)).rejects.toThrow('fetch failed');
      expect(host.output()).not.toContain(token.split('.')[2]);
    }),
  );
});

test('npm start -- --auth-settings FILE puts another identity provider in front', async () => {
  const copy = await useProjectCopy();
  const base = await freePortBase();
  const file = join(copy, 'auth.json');
  const properties = {
    platform: { enabled: true },
    globalValidation: { requireAuthentication: true, unauthenticatedClientAction: 'Return401' },
    identityProviders: {
      azureActiveDirectory: {
        enabled: true,
        registration: { openIdIssuer: 'https://idp.example/tenant/v2.0', clientId: 'the-client' },
      },
    },
  };
  await writeFile(file, JSON.stringify({ properties }));
  const options = ['--auth', 'entra', '--auth-settings', file, '--no-watch'];
  const start = useCli(copy, ['start', '--port-base', `${base}`, ...options]);
  await start.untilPrinted('Ctrl-C stops both');
  expect(start.output()).not.toContain('does not run');
  for (const url of urlsAfter(base)) {
    expect(start.output()).toMatch(new RegExp(`${url}\\s+asks for sign-in\\n`));
    const { status } = await call(url);
    expect(status).toBe(401);
  }
  expect(start.output()).toContain('sign-in at https://idp.example/tenant/v2.0');
});

test('a port that the identity provider cannot have is said to be its', async () => {
  const base = await freePortBase();
  const other = createServer().listen(base + 3, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const start = useCli(root, ['start', '--port-base', `${base}`, '--auth', 'entra']);
  expect(await start.ended).toMatchObject({ code: 1 });
  expect(start.output()).toMatch(new RegExp(`✘ PORT_IN_USE Port ${base + 3} is in use`));
  expect(start.output()).toContain('sample identity provider');
  expect(start.output()).toContain('--provider-port');
});

test.each([
  [['start', '--auth', 'key', '--host', 'func'], /^✘ --auth is for the local host/],
  [['start', '--auth', 'entra', '--host', 'func'], /^✘ --auth is for the local host/],
  [['start', '--auth', 'entra', '--provider-port', '7071'], /^✘ --provider-port: 7071 is the port/],
  [['start', '--auth', 'entra', '--auth-settings', 'no.json'], /no\.json .*there is no such file/],
  [['host', '--app', '.', '--auth', 'entra', '--port', '0'], /^✘ --auth entra .*give --port N/],
  [['start', '--auth', 'nope'], /--auth.*anonymous.*key.*entra/s],
])('%j tells what to do', async (args, message) => {
  const cli = useCli(root, args);
  expect(await cli.ended).toMatchObject({ code: 1 });
  expect(cli.output()).toMatch(message);
});
