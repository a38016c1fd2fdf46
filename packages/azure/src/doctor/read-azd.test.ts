import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAzdEnvironment, readAzdVersion, readSignIn } from './read-azd.ts';
import { type Answers, azd, printing, standIns, temporaryFolder } from './testing/stand-ins.ts';

const withAzd = async (answers: Answers) => ({
  root: '',
  env: { PATH: await standIns({ azd: answers }) },
});

test('asks azd for its version', async () => {
  const place = await withAzd(azd({ version: '1.30.0', status: 'success' }));
  expect(await readAzdVersion(place)).toBe('azd version 1.30.0 (commit abc)');
});

test.each<[Answers, string | undefined]>([
  [azd({ status: 'success' }), 'signed-in'],
  [azd({ status: 'unauthenticated' }), 'signed-out'],
  [azd({ status: 'something new' }), undefined],
  [printing('Logged in to Azure.'), undefined],
  [{}, undefined],
])('azd says %j: %s', async (answers, expected) => {
  expect(await readSignIn(await withAzd(answers))).toBe(expected);
});

describe('the azd environment', () => {
  async function project(files: Record<string, string>) {
    const root = await temporaryFolder();
    for (const [name, text] of Object.entries(files)) {
      await mkdir(join(root, name, '..'), { recursive: true });
      await writeFile(join(root, name), text);
    }
    return { root, env: { HOME: root } as NodeJS.ProcessEnv };
  }
  const two = {
    '.azure/config.json': '{"version":1,"defaultEnvironment":"dev"}',
    '.azure/dev/.env': 'AZURE_LOCATION="eastus2"\nAZURE_SUBSCRIPTION_ID="id-dev"\n',
    '.azure/prod/.env': 'AZURE_LOCATION="westeurope"\n',
  };

  test('is the one that is named, that of the shell, or the default one', async () => {
    const place = await project(two);
    const inShell = { ...place, env: { ...place.env, AZURE_ENV_NAME: 'prod' } };
    const facts = async (where: typeof place, given?: string) =>
      (await readAzdEnvironment(where, given)).facts;
    expect(await facts(place)).toEqual({
      name: 'dev',
      because: 'default',
      exists: true,
      names: ['dev', 'prod'],
    });
    expect(await facts(inShell)).toMatchObject({ name: 'prod', because: 'shell' });
    expect(await facts(inShell, 'dev')).toMatchObject({ name: 'dev', because: 'option' });
  });

  test('says what it sets; the shell and azd say the rest', async () => {
    const place = await project({
      ...two,
      '.azd/config.json': '{"defaults":{"location":"uksouth","subscription":"id-azd"}}',
    });
    const inShell = { ...place, env: { ...place.env, AUTH_MODE: 'key', AZURE_LOCATION: 'x' } };
    const dev = await readAzdEnvironment(inShell, 'dev');
    expect([dev.read('AZURE_LOCATION'), dev.read('AUTH_MODE'), dev.read('NONE')]).toEqual([
      'eastus2',
      'key',
      undefined,
    ]);
    expect(dev.subscription).toEqual({ id: 'id-dev', from: 'environment dev' });
    // The region it proposes is that of main.bicep.
    expect((await readAzdEnvironment(place, 'none')).read('AZURE_LOCATION')).toBeUndefined();
    const prod = await readAzdEnvironment(place, 'prod');
    expect(prod.subscription).toEqual({ id: 'id-azd', from: 'the default of azd' });
    const elsewhere = { ...place, env: { ...place.env, AZD_CONFIG_DIR: await temporaryFolder() } };
    expect((await readAzdEnvironment(elsewhere, 'prod')).subscription).toBeUndefined();
  });

  test('says settings as they are, white space and all', async () => {
    const place = await project({ '.azure/dev/.env': 'VNET_ENABLED="true "\nAUTH_MODE=" "\n' });
    const { read } = await readAzdEnvironment(place, 'dev');
    expect([read('VNET_ENABLED'), read('AUTH_MODE')]).toEqual(['true ', undefined]);
  });

  test('has the tenant of its own subscription, not that of the shell', async () => {
    const text = 'AZURE_TENANT_ID=" the-tenant "\nAZURE_SUBSCRIPTION_ID="the-subscription "\n';
    const place = await project({ '.azure/dev/.env': text, '.azure/new/.env': '' });
    const env = { ...place.env, AZURE_TENANT_ID: 'of-the-shell' };
    const { tenantId, subscription } = await readAzdEnvironment({ ...place, env }, 'dev');
    expect([tenantId, subscription?.id]).toEqual(['the-tenant', 'the-subscription']);
    expect((await readAzdEnvironment({ ...place, env }, 'new')).tenantId).toBeUndefined();
  });

  test('is none where nothing was made', async () => {
    const { facts, read, subscription } = await readAzdEnvironment(await project({}), undefined);
    expect(facts).toEqual({ name: undefined, because: undefined, exists: false, names: [] });
    expect([read('AUTH_MODE'), subscription]).toEqual([undefined, undefined]);
  });

  test.each(['nope', '../dev', '..', ''])('%j is not there', async (name) => {
    const { facts } = await readAzdEnvironment(await project({ '.env': 'A=1' }), name);
    expect(facts.exists).toBe(false);
  });

  test('is not troubled by files that are none', async () => {
    const place = await project({ '.azure/config.json': '[', '.azd/config.json': 'null' });
    expect((await readAzdEnvironment(place, undefined)).facts.name).toBeUndefined();
  });
});
