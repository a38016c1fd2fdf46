import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '@side-by-side/local-host/testing';
import { expect, onTestFinished, test } from 'vitest';
import { probeCapabilities } from '../packages/compare/src/capabilities/probe-capabilities.ts';

/** The official server that exercises all of MCP, in the version that was looked at cell by cell. */
const everything = '@modelcontextprotocol/server-everything@2026.8.31';

/** What it has otherwise than yes; it was read in its source and seen on the wire. */
const expected: Readonly<Record<string, string>> = {
  'protocol.2026-07-28': 'no',
  'protocol.no-handshake': 'no',
  'transport.json': 'no',
  'transport.json-only-client': 'no',
  'transport.legacy-sse': 'no',
  // 400 for a session that it does not know, where 404 is wanted.
  'transport.sessions': 'partly',
  'tools.icons': 'not observable',
  'tools.meta': 'not observable',
  'tools.nested-input': 'not observable',
  'tools.output-validation': 'not observable',
  'tools.result-meta': 'not observable',
  'content.audio': 'not observable',
  'content.embedded-bytes': 'not observable',
  'resources.bytes': 'not observable',
  'resources.title': 'not observable',
  'resources.meta': 'not observable',
  'exchange.pagination': 'no',
  // Its tools for these do not say that they only read, so nobody calls them.
  'exchange.elicitation': 'not observable',
  'exchange.sampling': 'not observable',
  // The tool that runs long never looks whether it has been cancelled.
  'exchange.cancellation': 'no',
  'exchange.disconnect': 'not observable',
  'exchange.subscriptions': 'not observable',
  'exchange.list-changed': 'not observable',
  'errors.unknown-tool': 'partly',
  'errors.unknown-resource': 'partly',
  'errors.tool-error': 'not observable',
  'errors.thrown': 'not observable',
  'errors.invalid-request': 'partly',
  'http.origin': 'no',
  'http.method': 'partly',
  'signin.required': 'no',
  'signin.challenge': 'not observable',
  'signin.metadata': 'no',
};

test('is right about the official server with everything', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'everything-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const flags = ['install', '--no-audit', '--no-fund', '--prefix', folder, everything];
  await promisify(execFile)(npm, flags, { shell: process.platform === 'win32' });

  const port = await freePort();
  const main = 'node_modules/@modelcontextprotocol/server-everything/dist/index.js';
  const server = spawn(process.execPath, [join(folder, main), 'streamableHttp'], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(async () => {
    const ended = once(server, 'exit');
    if (server.kill('SIGKILL')) await ended;
  });
  let said = '';
  server.stderr.setEncoding('utf8').on('data', (text: string) => void (said += text));
  await expect.poll(() => said).toContain(`listening on port ${port}`);

  const rows = await probeCapabilities({
    id: 'everything',
    title: 'Everything',
    url: new URL(`http://127.0.0.1:${port}/mcp`),
    hosting: undefined,
    place: 'elsewhere',
    headers: {},
  });
  const found = Object.fromEntries(rows.map(({ id, cell }) => [id, cell.verdict]));
  expect(found).toEqual(Object.fromEntries(rows.map(({ id }) => [id, expected[id] ?? 'yes'])));
});
