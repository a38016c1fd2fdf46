import { join } from 'node:path';
import { type AuthMode, authModes } from '@side-by-side/azure';
import { fakeToken, useFakeResourceManager } from '@side-by-side/azure/testing';
import { readAuthSettings } from '@side-by-side/local-host';
import { useAppFolder } from '@side-by-side/local-host/testing';
import { expect, test } from 'vitest';
import { readEasyAuthConfig } from '../../packages/local-host/src/platform/easy-auth/easy-auth-config.ts';

/** `--auth-settings` takes what Azure answers, with all that nobody set: other providers are on, and empty. */

/** A file as `az rest` prints it. */
async function printed(authMode: AuthMode): Promise<string> {
  const { origin, apps } = await useFakeResourceManager(authMode);
  const path = `${apps[1].site.id}/config/authsettingsV2?api-version=2025-03-01`;
  const response = await fetch(origin + path, {
    headers: { authorization: `Bearer ${fakeToken}` },
  });
  const folder = await useAppFolder({ 'auth.json': await response.text() });
  return join(folder, 'auth.json');
}

test('of an app that asks for sign-in', async () => {
  const settings = await readAuthSettings(await printed('entra'));
  expect(settings).toMatchObject({ httpSettings: { requireHttps: true } });
  expect(readEasyAuthConfig(settings)).toMatchObject({
    action: 'Return401',
    issuer: expect.stringMatching(/^https:\/\/login\.microsoftonline\.com\/.*\/v2\.0$/),
    keepsTokens: true,
    policies: [{ isClosed: false, applications: { length: 3 } }, { isClosed: false }],
  });
});

test.each(authModes.filter((mode) => mode !== 'entra'))(
  'but not of one in auth mode %s, which would let everybody in here',
  async (authMode) => {
    await expect(readAuthSettings(await printed(authMode))).rejects.toThrow(
      'platform.enabled is not true, so that nobody would have to sign in.',
    );
  },
);
