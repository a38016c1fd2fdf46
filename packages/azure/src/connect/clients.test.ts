import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AuthMode, authModes } from '../server.ts';
import { clients } from './clients.ts';
import { nameEntries } from './entry.ts';
import { settingsAsJson } from './format-configuration.ts';
import { azureServers, clientId, sampleServers } from './testing/sample-servers.ts';

const homeFolder = '/home/me';
/** @see packages/local-host/src/platform/identity-provider/app-registration.ts */
const visualStudioCodeId = 'aebc6443-996d-45c2-90f0-388ff96faa56';
const client = (name: string) => clients.find((one) => one.name === name)!;
const configure = (name: string, mode: (typeof authModes)[number], id?: string) =>
  client(name).configure(nameEntries(sampleServers(mode)), {
    homeFolder,
    ...(id !== undefined && { clientId: id }),
  });

/** The words that a shell makes of a line, with a variable in its environment. */
function words(line: string, env: NodeJS.ProcessEnv = {}): string[] {
  // Whatever the line runs, its words are printed instead.
  const script = `for name in npx code claude; do eval "$name() { printf '%s\\\\0' \\"\\$@\\"; }"; done; az() { printf token; }; ${line}`;
  const output = execFileSync('sh', ['-c', script], { env: { ...process.env, ...env } });
  return output.toString('utf8').split('\0').slice(0, -1);
}

describe('links of VS Code', () => {
  test.each(authModes)('decode to what its file has, in auth mode %s', (mode) => {
    const { settings, ways } = configure('vscode', mode, clientId);
    const [own, web, insiders] = ways.map(({ lines }) => lines);
    for (const [at, [name, server]] of Object.entries(settings!.servers).entries()) {
      const inputs = settings!.inputs?.filter(({ id }) => id === `${name}-key`);
      const link = new URL(own![at]!);
      expect(`${link.protocol}${link.pathname}`).toBe('vscode:mcp/install');
      expect(JSON.parse(decodeURIComponent(link.search.slice(1)))).toEqual({
        name,
        ...server,
        ...(inputs && { inputs }),
      });
      for (const [host, links] of [
        ['vscode.dev', web],
        ['insiders.vscode.dev', insiders],
      ] as const) {
        const parts = new URL(links![at]!);
        expect(`${parts.host}${parts.pathname}`).toBe(`${host}/redirect/mcp/install`);
        const raw = Object.fromEntries(
          parts.search
            .slice(1)
            .split('&')
            .map((part) => part.split('=').map(decodeURIComponent)),
        ) as Record<string, string>;
        expect(raw['name']).toBe(name);
        expect(JSON.parse(raw['config']!)).toEqual(server);
        expect(JSON.parse(raw['inputs'] ?? 'null')).toEqual(inputs ?? null);
        expect(raw['quality']).toBe(host.startsWith('insiders') ? 'insiders' : undefined);
      }
    }
  });
});

test.each(authModes)('links of Cursor decode to what its file has, in auth mode %s', (mode) => {
  const { settings, ways } = configure('cursor', mode, clientId);
  const decoded = ways[0]!.lines.map((link) => {
    const { searchParams } = new URL(link);
    const config = Buffer.from(searchParams.get('config')!, 'base64').toString('utf8');
    return [searchParams.get('name'), JSON.parse(config) as unknown];
  });
  expect(Object.fromEntries(decoded)).toEqual(settings!.servers);
});

describe.skipIf(process.platform === 'win32')('command lines, as a shell reads them', () => {
  test.each(authModes)('code --add-mcp gets what the file has, in auth mode %s', (mode) => {
    const { settings, ways } = configure('vscode', mode, clientId);
    for (const line of ways.at(-1)!.lines) {
      const [option, json] = words(line);
      const { name, inputs, ...server } = JSON.parse(json!) as { name: string; inputs?: unknown[] };
      expect(option).toBe('--add-mcp');
      expect(server).toEqual(settings!.servers[name]);
      expect(inputs?.length ?? 0).toBe(mode === 'key' ? 1 : 0);
    }
  });

  test('claude mcp add gets the variable by its name, not its value', () => {
    const { ways } = configure('claude-code', 'key');
    expect(words(ways[0]!.lines[0]!, { EXTENSION_SERVER_LOCAL_KEY: 's3cret' })).toEqual(
      [
        ['mcp', 'add', '--scope', 'project', '--transport', 'http', 'extension-server-local'],
        ['http://localhost:7071/runtime/webhooks/mcp'],
        ['--header', 'x-functions-key: ${EXTENSION_SERVER_LOCAL_KEY}'],
      ].flat(),
    );
  });

  test('claude mcp add gets what its file has, where mcp-remote signs in', () => {
    const { ways, settings } = configure('claude-code', 'entra', clientId);
    for (const line of ways[0]!.lines) {
      const [, , , , , type, name, dashes, command, ...args] = words(line);
      expect(dashes).toBe('--');
      expect({ type, command, args }).toEqual(settings!.servers[name!]);
    }
  });

  test.each<[AuthMode, string | undefined, boolean]>([
    ['key', undefined, true],
    ['entra', clientId, true],
    ['anonymous', clientId, false],
  ])('claude mcp add says so where Windows would not read it: %s', (mode, id, isQuoted) => {
    const { ways, notes } = configure('claude-code', mode, id);
    expect(ways[0]!.lines.some((line) => line.includes("'"))).toBe(isQuoted);
    expect(notes.some((note) => note.includes('POSIX shell'))).toBe(isQuoted);
  });

  test('mcp-remote fills in the variable itself', () => {
    const { ways } = configure('mcp-remote', 'key');
    const found = words(ways[0]!.lines[0]!, { EXTENSION_SERVER_LOCAL_KEY: 's3cret' });
    expect(found.at(-1)).toBe('x-functions-key:${EXTENSION_SERVER_LOCAL_KEY}');
  });

  test('the Inspector gets the key and the token from the shell', () => {
    const keyed = configure('inspector', 'key').ways[1]!.lines[0]!;
    expect(words(keyed, { EXTENSION_SERVER_LOCAL_KEY: 's3cret' })).toContain(
      'x-functions-key: s3cret',
    );
    const signedIn = configure('inspector', 'entra').ways[1]!.lines.at(-1)!;
    expect(words(signedIn)).toContain('Authorization: Bearer token');
    expect(signedIn).toContain(`${azureServers('entra')[1]!.signIn!.identifierUri}/.default`);
  });
});

describe('sign-in with Entra ID', () => {
  test('VS Code needs nothing but the address', () => {
    const { settings, leftOut } = configure('vscode', 'entra');
    expect(settings!.servers['self-hosted-server-azure']).toEqual({
      type: 'http',
      url: 'https://func-self-abc.azurewebsites.net/mcp',
    });
    expect(leftOut).toEqual([]);
  });

  test.each(['cursor', 'claude-code', 'claude-desktop', 'mcp-remote'])(
    '%s needs a client id: without one it says so and writes nothing, with one mcp-remote signs in',
    (name) => {
      const without = configure(name, 'entra');
      expect(without.settings).toBeUndefined();
      expect(without.ways).toEqual([]);
      expect(without.leftOut).toHaveLength(4);
      expect(without.leftOut[0]).toContain('the local identity provider knows VS Code');
      expect(without.leftOut[0]).toContain('npm start -- --auth key');
      expect(without.leftOut[2]).toContain(`npm run connect -- ${name} --client-id ID`);
      expect(without.notes.join()).toContain('PRE_AUTHORIZED_CLIENT_IDS');
      // The second is where mcp-remote listens on Windows.
      expect(without.notes.join()).toContain(
        '--public-client-redirect-uris http://localhost/oauth/callback http://127.0.0.1/oauth/callback --query',
      );

      const withOne = configure(name, 'entra', clientId);
      expect(withOne.leftOut).toEqual([]);
      const all = JSON.stringify(withOne);
      expect(all).toContain('--disable-resource-parameter');
      expect(all).toMatch(/--authorize-param\W+prompt=select_account/);
      expect(all).toContain(clientId);
    },
  );

  test('tells how to register a client on Azure only, as local sign-in has no azd', () => {
    const entries = nameEntries(sampleServers('entra').slice(0, 2));
    expect(client('cursor').configure(entries, { homeFolder }).notes).toEqual([]);
  });

  test('VS Code finds its client id where the identity provider is that of this machine', () => {
    const { settings, notes } = configure('vscode', 'entra');
    expect(settings!.servers['self-hosted-server-local']).toEqual({
      type: 'http',
      url: 'http://localhost:7072/mcp',
      oauth: { clientId: visualStudioCodeId },
    });
    expect(notes.join('\n')).toContain(`it is ${visualStudioCodeId}`);
    // Of a provider that --auth-settings names it is another one.
    const own = configure('vscode', 'entra', clientId);
    const { servers } = own.settings!;
    expect(servers['self-hosted-server-local']).toHaveProperty('oauth.clientId', clientId);
    expect(servers['self-hosted-server-azure']).not.toHaveProperty('oauth');
    expect(own.notes.join('\n')).toContain(`it is ${clientId}`);
  });

  test('takes no token of the Azure CLI locally', () => {
    const { ways, leftOut } = configure('inspector', 'entra');
    expect(ways[0]!.lines.join()).not.toContain('localhost');
    expect(leftOut).toEqual([
      expect.stringMatching(/^extension-server-local: the Azure CLI has no token/),
      expect.stringMatching(/^self-hosted-server-local: the Azure CLI has no token/),
    ]);
    const local = nameEntries(sampleServers('entra').slice(0, 2));
    expect(client('inspector').configure(local, { homeFolder }).ways).toEqual([]);
  });

  test('Claude Code signs in itself where the scope belongs to the address', () => {
    const [, server] = azureServers('entra');
    const url = new URL('https://mcp.contoso.com/mcp');
    const fitting = { ...server!, url, signIn: { ...server!.signIn!, identifierUri: url.href } };
    const { settings, ways, notes } = client('claude-code').configure(nameEntries([fitting]), {
      homeFolder,
      clientId,
    });
    expect(settings!.servers['self-hosted-server-azure']).toEqual({
      type: 'http',
      url: url.href,
      oauth: { clientId, callbackPort: 8080 },
    });
    expect(ways[0]!.lines[0]).toContain(`--client-id ${clientId} --callback-port 8080`);
    expect(notes.join()).toContain('--public-client-redirect-uris http://localhost:8080/callback ');
  });
});

describe('keys', () => {
  test('VS Code asks for them and hides them', () => {
    const { settings } = configure('vscode', 'key');
    expect(settings!.inputs).toHaveLength(4);
    for (const input of settings!.inputs!) {
      expect(input).toMatchObject({ type: 'promptString', password: true });
    }
  });

  test('are told where they are, here and on Azure', () => {
    const notes = configure('vscode', 'key').notes.join('\n');
    expect(notes).toContain(
      'systemKeys.mcp_extension in apps/extension-server/.local-host/keys.json',
    );
    expect(notes).toContain(
      'functionKeys.default in apps/self-hosted-server/.local-host/keys.json',
    );
    expect(notes).toContain('-n func-ext-abc --query systemKeys.mcp_extension');
    expect(notes).toContain('-n func-self-abc --query functionKeys.default');
  });

  test('are in no output, though the environment has them', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9_-]{20,40}==$/);
    fc.assert(
      fc.property(
        secret,
        fc.constantFrom(...authModes),
        fc.constantFrom(...clients),
        (key, mode, one) => {
          const entries = nameEntries(sampleServers(mode));
          for (const { keyVariable } of entries) process.env[keyVariable] = key;
          try {
            const output = one.configure(entries, { homeFolder, clientId });
            const text = JSON.stringify([
              output,
              output.settings && settingsAsJson(output.settings),
              ...(output.ways ?? []).flatMap(({ lines }) => lines.map(decodeLink)),
            ]);
            expect(text).not.toContain(key);
            // Whatever is sent as the key is a name for it, in the client's own way.
            const sent = [...text.matchAll(/x-functions-key\W+?(\$[^"'\\]*)/g)].map(
              ([, value]) => value,
            );
            for (const value of sent)
              expect(value).toMatch(/^\$(?:\{(?:input:|env:)?[\w-]+\}|[A-Z_]+)$/);
          } finally {
            for (const { keyVariable } of entries) delete process.env[keyVariable];
          }
        },
      ),
    );
  });
});

test('two servers of one kind have two names', () => {
  const [first] = azureServers('key');
  const entries = nameEntries([first!, first!], () => 'my env.1');
  expect(entries.map(({ name, keyVariable }) => [name, keyVariable])).toEqual([
    ['extension-server-my-env-1', 'EXTENSION_SERVER_MY_ENV_1_KEY'],
    ['extension-server-my-env-1-2', 'EXTENSION_SERVER_MY_ENV_1_2_KEY'],
  ]);
});

/** A link with what is encoded in it; anything else as it is. */
function decodeLink(line: string): string {
  const config = /^cursor:.*config=([^&]+)/.exec(line)?.[1];
  if (config) return Buffer.from(decodeURIComponent(config), 'base64').toString('utf8');
  return /^(?:vscode|https):/.test(line) ? decodeURIComponent(line) : line;
}
