import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { useAppFolder } from '../testing/app-folder.ts';
import { startFunctionsHost } from '../host/start.ts';
import { keysFile, openKeyFile } from './key-file.ts';
import { KeyStore } from './key-store.ts';

const app = {
  'host.json': { version: '2.0', extensions: { http: { routePrefix: '' } } },
  'package.json': { main: 'index.cjs' },
  'index.cjs': `require('@azure/functions').app.http('fn', {
    authLevel: 'function', handler: () => ({ body: 'in' }),
  });`,
};

test('keys are made once, for their owner alone, and kept out of Git', async () => {
  const folder = await useAppFolder({});
  const file = join(folder, keysFile);
  const { keys } = await openKeyFile(file);
  expect(Object.keys(keys.system)).toEqual(['mcp_extension']);
  expect(Object.keys(keys.host)).toEqual(['default']);
  expect(await readFile(join(folder, '.local-host/.gitignore'), 'utf8')).toBe('*\n');
  if (process.platform !== 'win32') {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(file))).mode & 0o777).toBe(0o700);
    // As a copy of it may be, or one that somebody wrote.
    await chmod(file, 0o644);
    await openKeyFile(file);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  }
  expect((await openKeyFile(file)).keys).toEqual({ ...keys, functions: {} });
});

test('hosts that start at the same time have the same keys', async () => {
  const file = join(await useAppFolder({}), keysFile);
  const opened = await Promise.all(Array.from({ length: 8 }, () => openKeyFile(file)));
  expect(new Set(opened.map(({ keys }) => keys.master)).size).toBe(1);
  expect((await readdir(dirname(file))).toSorted()).toEqual(['.gitignore', 'keys.json']);
});

test('the file reads as `az functionapp keys list` prints', async () => {
  const file = join(await useAppFolder({}), keysFile);
  const { keys } = await openKeyFile(file);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
    masterKey: keys.master,
    functionKeys: keys.host,
    systemKeys: keys.system,
  });
});

test.each(['utf8', 'utf16le'] as const)('a file in %s with a byte order mark', async (encoding) => {
  const file = join(await useAppFolder(app), 'keys.json');
  const text = JSON.stringify({ masterKey: 'm', functionKeys: {}, systemKeys: { a: 'b' } });
  await writeFile(file, Buffer.from(`\uFEFF${text}`, encoding));
  expect((await openKeyFile(file)).keys).toMatchObject({ master: 'm', system: { a: 'b' } });
});

test('every change of a key is kept', async () => {
  const file = join(await useAppFolder({}), keysFile);
  const kept = await openKeyFile(file);
  const store = new KeyStore(kept.keys, kept.save);
  store.master = 'm';
  store.set('host', 'more', 'h');
  store.delete('host', 'default');
  store.ensureSystemKey('other_extension');
  const [own] = Object.values(store.list({ functionName: 'Fn' }));
  const { keys } = await openKeyFile(file);
  expect(keys).toMatchObject({
    master: 'm',
    host: { more: 'h' },
    functions: { fn: { default: own } },
  });
  expect(Object.keys(keys.host)).toEqual(['more']);
  expect(Object.keys(keys.system)).toEqual(['mcp_extension', 'other_extension']);
});

test.each([
  ['{"masterKey": "secret",', 'it is no JSON'],
  ['{}', 'it has no masterKey'],
  ['{"masterKey":"secret","systemKeys":{"a":1},"functionKeys":{}}', 'something else than keys'],
  ['{"masterKey":"secret","systemKeys":{"a":""},"functionKeys":{}}', 'something else than keys'],
  ['{"masterKey":"secret","functionKeys":{}}', 'something else than keys'],
])('a file that is %s is refused, left as it is, and not quoted', async (text, why) => {
  const folder = await useAppFolder({ '.local-host/keys.json': text });
  const file = join(folder, keysFile);
  const opened = openKeyFile(file);
  await expect(opened).rejects.toMatchObject({ code: 'KEYS_INVALID' });
  await expect(opened).rejects.toThrow(why);
  await expect(opened).rejects.not.toThrow('secret');
  expect(await readFile(file, 'utf8')).toBe(text);
});

test('a host asks for the keys of its file, also after it was started again', async () => {
  const folder = await useAppFolder(app);
  const keyFile = join(folder, keysFile);
  for (const _ of [1, 2]) {
    const host = await startFunctionsHost({ appRoot: folder, keyFile });
    try {
      const { keys } = await openKeyFile(keyFile);
      const ask = async (key?: string) =>
        (await fetch(`${host.url}/fn`, { headers: key ? { 'x-functions-key': key } : {} })).status;
      expect([await ask(), await ask('x'), await ask(keys.host['default'])]).toEqual([
        401, 401, 200,
      ]);
    } finally {
      await host.dispose();
    }
  }
});

test('a broken file stops the host before it listens', async () => {
  const folder = await useAppFolder(app);
  const keyFile = join(folder, 'keys.json');
  await writeFile(keyFile, 'x');
  await expect(startFunctionsHost({ appRoot: folder, keyFile })).rejects.toMatchObject({
    code: 'KEYS_INVALID',
  });
});

test('what is laid over host.json wins over the file, which stays as it is', async () => {
  const folder = await useAppFolder(app);
  const before = await readFile(join(folder, 'host.json'), 'utf8');
  await using host = await startFunctionsHost({
    appRoot: folder,
    hostJson: { extensions: { http: { routePrefix: 'over' } } },
  });
  expect((await fetch(`${host.url}/over/fn`)).status).toBe(200);
  expect((await fetch(`${host.url}/fn`)).status).toBe(404);
  expect(await readFile(join(folder, 'host.json'), 'utf8')).toBe(before);
});
