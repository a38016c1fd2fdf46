import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { useAppFolder } from '@side-by-side/local-host/testing';
import { expect, onTestFinished, test } from 'vitest';
import { useProjectCopy } from './support/project-copy.ts';
import { root } from './support/repository.ts';
import { postRpc } from './support/rpc.ts';
import { freePortBase, useCli } from './support/start-process.ts';

/** `npm start` as a developer has it: what it prints, what it does when a file changes, how it ends. */

let calls = 0;

/** Calls the tool that the tests add to a copy of the project. */
async function callWord(url: string): Promise<string> {
  calls += 1;
  const params = { name: 'test_word', arguments: { text: 'first' } };
  const response = await postRpc(url, 'tools/call', params);
  return response.text();
}

/** Asks until the answer is as wanted: an edit takes a moment to arrive. */
async function untilAnswer(url: string, wanted: unknown): Promise<void> {
  await expect.poll(() => callWord(url)).toEqual(wanted);
}

test('starts both servers, restarts them after an edit, survives a broken one, and ends when told', async () => {
  const copy = await useProjectCopy();
  await useCli(copy, ['new', 'tool', 'test_word']).ended;
  const base = await freePortBase();
  const start = useCli(copy, ['start', '--port-base', String(base)]);
  const urls = [
    `http://localhost:${base + 1}/runtime/webhooks/mcp`,
    `http://localhost:${base + 2}/mcp`,
  ];
  await start.untilPrinted('Ctrl-C stops both');
  for (const url of urls) expect(start.output()).toMatch(new RegExp(`${url}\\s+\\d+ tools`));
  for (const url of urls) expect(await callWord(url)).toContain('first');

  const file = join(copy, 'packages/tools/src/tools/test-word.ts');
  const source = await readFile(file, 'utf8');
  await writeFile(file, source.replace('result: text', "result: 'second'"));
  for (const url of urls) await untilAnswer(url, expect.stringContaining('second'));

  await writeFile(file, source.replace('defineTool({', 'defineTool(('));
  for (const url of urls) await untilAnswer(url, 'Function host is not running.');
  await start.untilPrinted(/✘ ENTRY_POINT_FAILED .*src\/main\.ts/);
  await start.untilPrinted(/✘ HANDLER_EXITED/);
  await start.untilPrinted('test-word.ts');

  await writeFile(file, source.replace('result: text', "result: 'third'"));
  for (const url of urls) await untilAnswer(url, expect.stringContaining('third'));

  start.child.kill('SIGTERM');
  const ended = await start.ended;
  // Windows has no signals: there it is ended, and can do nothing more.
  if (process.platform !== 'win32') expect(ended).toEqual({ code: 0, signal: null });
  // Each of our calls, and nothing else: the command's own requests are no news, nor is what the banner has.
  expect(start.output().match(/\d{3} (?:tools\/call test_word|POST) .* ms$/gm)).toHaveLength(calls);
  expect(start.output()).not.toMatch(/tools\/list|MCP server .*endpoint/);
  for (const url of urls) await expect(callWord(url)).rejects.toThrow('fetch failed');
});

test('says who has the port', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as { port: number };
  const start = useCli(root, ['start', '--port-base', String(port - 1)]);
  expect(await start.ended).toMatchObject({ code: 1 });
  expect(start.output()).toMatch(new RegExp(`✘ PORT_IN_USE Port ${port} is in use`));
  expect(start.output()).toContain('--port-base');
  if (process.platform === 'linux') expect(start.output()).toContain(`(process ${process.pid})`);
});

/** An app whose handler never listens. It holds a connection to `port` while it lives. */
const handlerApp = {
  'host.json': {
    version: '2.0',
    configurationProfile: 'mcp-custom-handler',
    customHandler: {
      description: { defaultExecutablePath: 'node', arguments: ['handler.cjs'] },
    },
  },
  'handler.cjs':
    "require('node:net').connect(Number(process.env.WITNESS), '127.0.0.1').on('close', () => process.exit());",
};

test.skipIf(process.platform === 'win32')(
  'npm run host that is ended while its handler starts leaves no handler behind',
  async () => {
    const witness = createTcpServer().listen(0, '127.0.0.1');
    await once(witness, 'listening');
    onTestFinished(() => void witness.close());
    const { port } = witness.address() as { port: number };
    const app = await useAppFolder(handlerApp);
    const started = once(witness, 'connection');
    const host = useCli(root, ['host', '--app', '.', '--port', '0'], {
      WITNESS: String(port),
      // From here the user calls it.
      INIT_CWD: app,
    });
    const [handler] = (await started) as [Socket];
    onTestFinished(() => void handler.destroy());
    const handlerEnded = once(
      handler.on('error', () => {}),
      'close',
    );
    host.child.kill('SIGTERM');
    expect(await host.ended).toEqual({ code: 128 + 15, signal: null });
    await handlerEnded;
  },
);

test('logs JSON lines on request', async () => {
  const base = await freePortBase();
  const start = useCli(root, ['start', '--port-base', String(base), '--log', 'json', '--no-watch']);
  const url = `http://localhost:${base + 1}/runtime/webhooks/mcp`;
  await start.untilPrinted(new RegExp(`${url} is ready: \\d+ tools","source":"extension"`));
  await callWord(url);
  await start.untilPrinted(/tools\/call test_word.*\n/);
  const lines = start
    .output()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { source: string; request?: object });
  expect(
    lines.find(({ request }) => JSON.stringify(request ?? {}).includes('tools/call test_word')),
  ).toMatchObject({
    source: 'extension',
    request: {
      method: 'POST',
      path: '/runtime/webhooks/mcp',
      status: 200,
      operation: 'tools/call test_word',
    },
  });
});
