import { useAppFolder } from '@side-by-side/local-host/testing';
import { expect, test } from 'vitest';
import { readAzdEnvironment } from './azd-files.ts';

test('reads what azd has written, and knows that it is azd’s', async () => {
  const root = await useAppFolder({
    '.azure/my-env/.env': 'AUTH_MODE="key"\nAZURE_LOCATION="x"\n',
  });
  expect(await readAzdEnvironment(root, 'my-env')).toEqual({
    AUTH_MODE: 'key',
    AZURE_LOCATION: 'x',
    AZURE_ENV_NAME: 'my-env',
  });
});

test('names the environments that there are', async () => {
  const root = await useAppFolder({ '.azure/dev/.env': '', '.azure/config.json': '{}' });
  await expect(readAzdEnvironment(root, 'prod')).rejects.toThrow(
    "There is no azd environment 'prod' (.azure/NAME/.env). There are: dev.",
  );
});

test('says where there is none at all', async () => {
  const root = await useAppFolder({ 'host.json': '{}' });
  await expect(readAzdEnvironment(root, 'dev')).rejects.toThrow('azd env new makes one');
});

test.each(['../outside', '..', '.', 'a/b', '', 'a\\b'])(
  'takes no path for a name: %j',
  async (name) => {
    const root = await useAppFolder({ '.azure/x/.env': '', 'outside/.env': '', '.env': '' });
    await expect(readAzdEnvironment(root, name)).rejects.toThrow('There is no azd environment');
  },
);
