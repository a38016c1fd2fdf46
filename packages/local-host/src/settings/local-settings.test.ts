import { describe, expect, test } from 'vitest';
import { useAppFolder } from '../testing/app-folder.ts';
import { readLocalSettings } from './local-settings.ts';
import { HostLog } from '../log/log.ts';
import { verifies } from '../testing/verifies.ts';

verifies('host.local-settings');

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
