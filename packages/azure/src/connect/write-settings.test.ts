import { lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Settings } from './client.ts';
import { writeSettings } from './write-settings.ts';

const settings: Settings = {
  section: 'mcpServers',
  servers: { a: { url: 'http://localhost/mcp' } },
};
const whole =
  '{\n  "mcpServers": {\n    "a": {\n      "url": "http://localhost/mcp"\n    }\n  }\n}\n';
const options = { shownAs: 'mcp.json', force: false };

async function useFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'connect-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('a file is made, with its folder, and nothing else is left there', async () => {
  const folder = await useFolder();
  const file = join(folder, '.vscode', 'mcp.json');
  expect(await writeSettings(file, settings, options)).toEqual([
    { kind: 'added', path: 'mcpServers.a' },
  ]);
  expect(await readFile(file, 'utf8')).toBe(whole);
  expect(await readdir(join(folder, '.vscode'))).toEqual(['mcp.json']);
});

test('a file that has it all is not written again', async () => {
  const file = join(await useFolder(), 'mcp.json');
  await writeSettings(file, settings, options);
  const before = await stat(file, { bigint: true });
  expect(await writeSettings(file, settings, options)).toEqual([]);
  const after = await stat(file, { bigint: true });
  expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
});

test.skipIf(process.platform === 'win32')('the rights of a file stay as they are', async () => {
  const file = join(await useFolder(), 'mcp.json');
  await writeFile(file, '{}', { mode: 0o600 });
  await writeSettings(file, settings, options);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test.skipIf(process.platform === 'win32').each([['there'], ['not there yet']])(
  'the target of a link is written, the link stays: it is %s',
  async (state) => {
    const folder = await useFolder();
    const target = join(folder, 'target.json');
    const link = join(folder, 'mcp.json');
    if (state === 'there') await writeFile(target, '{}');
    await symlink('target.json', link);
    await writeSettings(link, settings, options);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(JSON.parse(await readFile(target, 'utf8'))).toEqual(JSON.parse(whole));
  },
);

test.skipIf(process.platform === 'win32')('links that lead to each other are refused', async () => {
  const folder = await useFolder();
  const link = join(folder, 'mcp.json');
  await symlink('other.json', link);
  await symlink('mcp.json', join(folder, 'other.json'));
  await expect(writeSettings(link, settings, options)).rejects.toThrow('ELOOP');
});

test.each([
  ['no JSON', Buffer.from('{\n  "mcpServers": oops\n}'), 'mcp.json:2:17'],
  ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'mcp.json is not UTF-8'],
])('a file that is %s stays as it is', async (_, bytes, message) => {
  const folder = await useFolder();
  const file = join(folder, 'mcp.json');
  await writeFile(file, bytes);
  await expect(writeSettings(file, settings, options)).rejects.toThrow(message);
  expect(await readFile(file)).toEqual(bytes);
  expect(await readdir(folder)).toEqual(['mcp.json']);
});
