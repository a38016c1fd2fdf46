import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { entraAuthSettings } from './easy-auth/auth-settings.ts';
import { type Guards, type GuardsOptions, openGuards } from './open-guards.ts';

const app = { name: 'some-app', appRoot: '/some/app', url: 'http://localhost:7071' };
const keyFile = join('/some/app', '.local-host', 'keys.json');

async function useGuards(options: GuardsOptions): Promise<Guards> {
  const guards = await openGuards(options);
  onTestFinished(() => guards.dispose());
  return guards;
}

test('nothing stands in front of an app in auth mode anonymous', async () => {
  expect((await useGuards({ mode: 'anonymous' })).of(app)).toEqual({ host: {}, env: {} });
});

test('keys do in auth mode key', async () => {
  expect((await useGuards({ mode: 'key' })).of(app)).toEqual({ host: { keyFile }, env: {} });
});

test('sign-in and keys do in auth mode entra, and apps share one identity provider', async () => {
  const guards = await useGuards({ mode: 'entra' });
  const [one, two] = [guards.of(app), guards.of({ ...app, name: 'other-app' })];
  expect(one.host.keyFile).toBe(keyFile);
  expect(one.signIn!.clientId).not.toBe(two.signIn!.clientId);
  for (const { signIn } of [one, two]) {
    const token = await guards.provider!.tokenFor({ resource: signIn!.clientId });
    expect(token.split('.')).toHaveLength(3);
  }
});

test('another identity provider starts none of ours', async () => {
  const settings = entraAuthSettings({
    issuer: 'https://login.microsoftonline.com/some-tenant/v2.0',
    clientId: 'some-client',
    allowedAudiences: [],
    allowedApplications: [],
  });
  const guards = await useGuards({ mode: 'entra', authSettings: settings });
  expect(guards.provider).toBeUndefined();
  expect(guards.of(app)).toEqual({ host: { keyFile, easyAuth: { settings } }, env: {} });
});

test('a port that is taken is said to be the identity provider’s', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  await expect(openGuards({ mode: 'entra', provider: { port } })).rejects.toMatchObject({
    code: 'PORT_IN_USE',
    message: expect.stringContaining(`Port ${port} is in use`),
    hint: expect.stringContaining('--provider-port'),
  });
});

test('what was opened is closed', async () => {
  const guards = await openGuards({ mode: 'entra' });
  const { url } = guards.provider!;
  expect((await fetch(url)).status).toBe(404);
  await guards.dispose();
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});
