import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readAuthSettings } from './read-auth-settings.ts';

async function useFile(text: string | Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'auth-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'auth.json');
  await writeFile(file, text);
  return file;
}

const settings = {
  platform: { enabled: true },
  identityProviders: {
    azureActiveDirectory: {
      registration: { openIdIssuer: 'https://idp.example/v2.0', clientId: 'some-client' },
    },
  },
};

test.each([
  ['the properties alone', settings],
  ['the whole resource', { id: '/subscriptions/…', name: 'authsettingsV2', properties: settings }],
])('reads %s', async (_, content) => {
  expect(await readAuthSettings(await useFile(JSON.stringify(content)))).toEqual(settings);
});

test.each(['utf8', 'utf16le'] as const)('reads %s with a byte order mark', async (encoding) => {
  const file = await useFile(Buffer.from(`\uFEFF${JSON.stringify(settings)}`, encoding));
  expect(await readAuthSettings(file)).toEqual(settings);
});

/** An app for which nobody ever set sign-in up: Azure answers with defaults. */
const off = {
  platform: { enabled: false, runtimeVersion: '~1' },
  globalValidation: { requireAuthentication: true },
  identityProviders: { azureActiveDirectory: { enabled: true, registration: {} } },
};

test.each([
  ['', 'it is no JSON.'],
  // Another file, by mistake.
  ['KEY=s3cret', 'it is no JSON.'],
  ['null', 'platform.enabled is not true'],
  ['[]', 'platform.enabled is not true'],
  [JSON.stringify({ properties: off }), 'platform.enabled is not true'],
  [JSON.stringify({ ...settings, platform: { enabled: false } }), 'platform.enabled is not true'],
  [JSON.stringify({ ...settings, platform: null }), 'platform.enabled is not true'],
  ['{"properties":{"platform":{"enabled":true}}}', 'no openIdIssuer or no clientId'],
  [
    JSON.stringify({
      ...settings,
      identityProviders: {
        azureActiveDirectory: { registration: { openIdIssuer: 'https://idp.example/v2.0' } },
      },
    }),
    'no openIdIssuer or no clientId',
  ],
])('a file with %j is no settings', async (text, why) => {
  const file = await useFile(text);
  await expect(readAuthSettings(file)).rejects.toMatchObject({
    code: 'AUTH_SETTINGS_INVALID',
    message: expect.stringContaining(why),
    hint: expect.stringContaining('az rest'),
  });
});

test('a file that is not there is named', async () => {
  const file = join(tmpdir(), 'not-there', 'auth.json');
  await expect(readAuthSettings(file)).rejects.toThrow(
    `${file} has no settings of Easy Auth: there is no such file.`,
  );
});
