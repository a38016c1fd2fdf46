import { describe, expect, test } from 'vitest';
import { useAppFolder } from '../testing/app-folder.ts';
import { readLocalSettings, readStartSettings } from './local-settings.ts';
import { HostLog } from '../log/log.ts';
import { verifies } from '../testing/verifies.ts';

verifies('host.local-settings', 'host.start-settings');

async function read(settings: object | string, env: NodeJS.ProcessEnv = {}) {
  const log = new HostLog();
  const added = await readLocalSettings(
    await useAppFolder({ 'local.settings.json': settings }),
    env,
    log,
  );
  return { added, log };
}

describe('readLocalSettings', () => {
  test('turns values and connection strings into environment', async () => {
    const { added } = await read({
      Values: { A: 'x', B: 5, C: true },
      ConnectionStrings: { Db: 'y' },
    });
    expect(added).toEqual({ A: 'x', B: '5', C: 'true', 'ConnectionStrings:Db': 'y' });
  });

  test('never overwrites what is set, and says so', async () => {
    const { added, log } = await read({ Values: { A: 'x' } }, { A: 'before' });
    expect(added).toEqual({});
    expect(log.entries[0]?.message).toBe(
      "Skipping 'A' from local settings as it's already defined in current environment variables.",
    );
  });

  test('is optional', async () => {
    await expect(readLocalSettings(await useAppFolder({}), {}, new HostLog())).resolves.toEqual({});
  });

  test.each([
    ['encrypted settings', { IsEncrypted: true, Values: {} }, 'is encrypted'],
    ['a nested value', { Values: { A: { B: 1 } } }, '"Values.A" is not a text'],
    ['values that are a list', { Values: [] }, '"Values" is not an object'],
    ['no JSON', '{', 'Unable to parse'],
  ])('refuses %s', async (_, settings, message) => {
    await expect(read(settings)).rejects.toMatchObject({ code: 'LOCAL_SETTINGS_INVALID' });
    await expect(read(settings)).rejects.toThrow(message);
  });
});

describe('readStartSettings', () => {
  const start = async (settings: object) =>
    readStartSettings(await useAppFolder({ 'local.settings.json': settings }));

  test('reads port and origins, in any letter case, of encrypted settings too', async () => {
    const Host = {
      localHttpPort: '7072',
      cors: 'https://One.example,http://x:81',
      CORSCredentials: true,
    };
    expect(await start({ IsEncrypted: true, Host })).toEqual({
      port: 7072,
      cors: { origins: ['https://one.example', 'http://x:81'], credentials: true },
    });
    expect(await start({ Host: { LocalHttpPort: 7073, CORS: '*' } })).toEqual({
      port: 7073,
      cors: { origins: ['*'], credentials: false },
    });
  });

  test('says nothing where there is nothing', async () => {
    await expect(readStartSettings(await useAppFolder({}))).resolves.toEqual({});
    expect(await start({ Host: { CORS: '', LocalHttpPort: 0 } })).toEqual({});
    expect(await start({ Host: null })).toEqual({});
  });

  test.each([
    [{ LocalHttpPort: 'x' }, '"Host.LocalHttpPort" is no port number: x'],
    [{ LocalHttpPort: 70_000 }, '"Host.LocalHttpPort" is no port number: 70000'],
    [{ CORS: '*', CORSCredentials: true }, 'cannot be true while "Host.CORS" is any origin'],
    ['x', '"Host" is not an object'],
  ])('refuses %j', async (Host, message) => {
    await expect(start({ Host })).rejects.toMatchObject({ code: 'LOCAL_SETTINGS_INVALID' });
    await expect(start({ Host })).rejects.toThrow(message);
  });
});
