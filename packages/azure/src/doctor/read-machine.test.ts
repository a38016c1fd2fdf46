import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '@side-by-side/local-host/testing';
import { expect, onTestFinished, test } from 'vitest';
import * as machine from './read-machine.ts';
import { printing, standIns, temporaryFolder } from './testing/stand-ins.ts';

/** A server that answers everything alike. */
async function listening(status = 200, headers: Record<string, string> = {}): Promise<number> {
  const server = createServer((_, response) => response.writeHead(status, headers).end('hello'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

test('asks the node and the npm of the machine, not those of the project', async () => {
  const root = await standIns({ node: printing('v24.0.0'), npm: printing('99.0.0') });
  const other = await standIns({ node: printing('v20.11.0'), npm: printing('10.0.0') });
  const place = {
    root,
    env: { PATH: [root, other].join(process.platform === 'win32' ? ';' : ':') },
  };
  expect(await machine.readNode(place)).toMatchObject({
    machine: 'v20.11.0',
    running: process.version,
  });
  expect(await machine.readNpm(place)).toBe('10.0.0');
});

test('knows the pnpm in .tools, or that there is none', async () => {
  const root = await temporaryFolder();
  const place = { root, env: {} };
  expect(await machine.readPnpm(place, '12.0.0')).toEqual({ wanted: '12.0.0', found: undefined });
  const folder = join(root, '.tools', 'node_modules', 'pnpm');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"version":"12.0.0"}');
  expect(await machine.readPnpm(place, '12.0.0')).toMatchObject({ found: '12.0.0' });
});

test('measures the disk of the project, if it is there', async () => {
  expect(await machine.readFreeDisk({ root: process.cwd(), env: {} })).toBeGreaterThan(0);
  expect(await machine.readFreeDisk({ root: '/none', env: {} })).toBeUndefined();
});

test('finds out that a port is free, or who has it', async () => {
  const port = await listening();
  expect(await machine.readPort(port, 'x')).toMatchObject({
    isFree: false,
    isFunctionsHost: false,
    ...(process.platform === 'linux' && { owner: expect.stringContaining(`${process.pid}`) }),
  });
});

test.each([
  ['open', 200, 'Kestrel', true],
  ['closed', 401, 'Kestrel', true],
  ['without such an API', 404, 'Kestrel', false],
  ['of another kind', 200, 'nginx', false],
])('knows a Functions host by its admin API: %s', async (_, status, server, isFunctionsHost) => {
  const port = await listening(status, { server });
  expect(await machine.readPort(port, 'x')).toMatchObject({ isFunctionsHost });
});

test('takes a port for free that nobody listens on any more', async () => {
  // It has just been listened on.
  const port = await freePort();
  expect(await machine.readPort(port, 'x')).toEqual({ port, purpose: 'x', isFree: true });
});

test.runIf(process.platform === 'linux')('reads the limits of Linux', async () => {
  const facts = await machine.readWatching();
  expect(facts.openFiles).toBeGreaterThan(0);
  expect(facts.inotifyWatches).toBeGreaterThan(0);
  expect(facts.inotifyInstances).toBeGreaterThan(0);
});

test('finds editors, browsers and Core Tools on the PATH, or not', async () => {
  const PATH = await standIns({ code: {}, chromium: {}, func: printing('4.5.0') });
  const there = { root: '', env: { PATH } };
  const bare = { root: '', env: { PATH: '' } };
  expect(await machine.readEditor(there)).toBe(true);
  expect(await machine.readEditor(bare)).toBe(false);
  expect(await machine.readEditor({ root: '', env: { TERM_PROGRAM: 'vscode' } })).toBe(true);
  expect(await machine.readBrowser(there)).toContain('chromium');
  expect(await machine.readBrowser(bare)).toBeUndefined();
  expect(await machine.readBrowser({ root: '', env: { CHROME_PATH: '/x' } })).toBe('/x');
  expect(await machine.readCoreTools(there)).toBe('4.5.0');
  expect(await machine.readCoreTools(bare)).toBeUndefined();
});

test('looks for Azurite only beside Core Tools', async () => {
  const place = { root: '', env: { PATH: await standIns({ azurite: {} }) } };
  expect(await machine.readStorage(place, false)).toMatchObject({ isInstalled: false });
  expect(await machine.readStorage(place, true)).toMatchObject({ isInstalled: true });
});
