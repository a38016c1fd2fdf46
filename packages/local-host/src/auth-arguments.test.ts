import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type AuthArguments, describeGuard, readAuthArguments } from './auth-arguments.ts';
import { entraAuthSettings } from './platform/easy-auth/auth-settings.ts';
import { openGuards } from './platform/open-guards.ts';

const ports = { apps: [7071, 7072], provider: 7073 };
const settings = entraAuthSettings({
  issuer: 'https://login.microsoftonline.com/some-tenant/v2.0',
  clientId: 'some-client',
  allowedAudiences: [],
  allowedApplications: [],
});

const read = (args: AuthArguments, where = ports) => readAuthArguments(args, where);

async function useFile(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'auth-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'auth.json');
  await writeFile(file, text);
  return file;
}

test('our identity provider listens where the command has it, or where the user says', async () => {
  expect(await read({ auth: 'anonymous' })).toEqual({ mode: 'anonymous' });
  expect(await read({ auth: 'key' })).toEqual({ mode: 'key' });
  expect(await read({ auth: 'entra' })).toEqual({ mode: 'entra', provider: { port: 7073 } });
  expect(await read({ auth: 'entra', 'provider-port': '9000' })).toEqual({
    mode: 'entra',
    provider: { port: 9000 },
  });
});

test('another one is named by a file, whole or its properties alone', async () => {
  for (const content of [settings, { id: '/subscriptions/…', properties: settings }]) {
    const file = await useFile(JSON.stringify(content));
    expect(await read({ auth: 'entra', 'auth-settings': file })).toEqual({
      mode: 'entra',
      authSettings: settings,
    });
  }
});

test('a path is one from where the user stands', async () => {
  const file = await useFile(JSON.stringify(settings));
  vi.stubEnv('INIT_CWD', join(file, '..'));
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await read({ auth: 'entra', 'auth-settings': 'auth.json' })).toHaveProperty(
    'authSettings',
    settings,
  );
});

test.each<[AuthArguments, string]>([
  [{ auth: 'key', 'provider-port': '9000' }, '--provider-port is for --auth entra.'],
  [{ auth: 'anonymous', 'auth-settings': 'x' }, '--auth-settings is for --auth entra.'],
  [{ auth: 'entra', 'provider-port': 'x' }, "--provider-port: 'x' is no port number."],
  [{ auth: 'entra', 'provider-port': '7072' }, '--provider-port: 7072 is the port of an app'],
  [
    { auth: 'entra', 'provider-port': '9000', 'auth-settings': 'x' },
    '--auth-settings names another',
  ],
])('%j is refused', async (args, message) => {
  await expect(read(args)).rejects.toThrow(message);
});

test('a port that would not exist is refused before anything starts', async () => {
  await expect(read({ auth: 'entra' }, { apps: [65_534], provider: 65_536 })).rejects.toThrow(
    'port 65536, which does not exist: give --provider-port N',
  );
});

test('what is said of a guard leads past it, and gives nothing away', async () => {
  const app = { name: 'some-app', appRoot: '/some/app', url: 'http://localhost:7071' };
  const said = async (options: Parameters<typeof openGuards>[0]) => {
    const guards = await openGuards(options);
    onTestFinished(() => guards.dispose());
    return { lines: describeGuard(guards.of(app)), provider: guards.provider };
  };
  expect((await said({ mode: 'anonymous' })).lines).toEqual([]);
  const keys = `The keys are in ${join('/some/app', '.local-host', 'keys.json')}`;
  expect((await said({ mode: 'key' })).lines).toEqual([keys]);
  expect((await said({ mode: 'entra', authSettings: settings })).lines).toEqual([
    'Sign-in is at https://login.microsoftonline.com/some-tenant/v2.0; browsers open /.auth/login/aad',
    keys,
  ]);
  const { lines, provider } = await said({ mode: 'entra' });
  expect(lines).toEqual([
    `Sign-in is at ${provider!.issuer}; browsers open /.auth/login/aad`,
    `Clients ask for the scope api://${provider!.tenantId}/some-app/user_impersonation`,
    keys,
  ]);
  expect(lines.join()).not.toContain(provider!.identityHeader);
});
