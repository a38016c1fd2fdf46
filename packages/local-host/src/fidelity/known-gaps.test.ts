import { expect, onTestFinished } from 'vitest';
import type { FunctionsHost } from '../host/functions-host.ts';
import { startFunctionsHost } from '../host/start.ts';
import { useAppFolder } from '../testing/app-folder.ts';
import { sendRaw, sendRawStream } from '../testing/raw-http.ts';
import { knownGap } from '../testing/verifies.ts';

/** What Azure does and the local host does not: each of these tests fails until it does. */

const app = {
  'host.json': { version: '2.0' },
  'bin/extensions.json': '{}',
  'package.json': { main: 'index.cjs' },
  'index.cjs': `
    const { app } = require('@azure/functions');
    app.mcpTool('tool', { toolName: 'tool', description: 'd', toolProperties: [], handler: () => 'x' });`,
};

async function useHost(): Promise<FunctionsHost> {
  const host = await startFunctionsHost({
    appRoot: await useAppFolder(app),
    keys: { master: 'm', system: {}, host: {} },
  });
  onTestFinished(() => host.dispose());
  return host;
}

knownGap('host.admin-rest', async () => {
  const host = await useHost();
  const headers = { 'x-functions-key': 'm' };
  expect((await fetch(`${host.url}/admin/host/drain/status`, { headers })).status).toBe(200);
});

knownGap('host.extension-bundle-status', async () => {
  const host = await useHost();
  const headers = { 'x-functions-key': 'm' };
  const status = await fetch(`${host.url}/admin/host/status`, { headers });
  expect(await status.json()).toHaveProperty('extensionBundle.version');
});

knownGap('extension.legacy-sse-backplane', async () => {
  const [one, other] = [await useHost(), await useHost()];
  const headers = { accept: 'text/event-stream', 'x-functions-key': 'm' };
  const path = '/runtime/webhooks/mcp/sse';
  const opened = Promise.withResolvers<string>();
  const answered = sendRawStream(
    one.port,
    { method: 'GET', path, headers },
    (body) => body.includes('"result"'),
    opened.resolve,
  );
  const address = /data: (message\S+)&code/.exec(await opened.promise)![1]!;
  await sendRaw(other.port, {
    method: 'POST',
    path: path.replace('sse', address),
    headers: { ...headers, 'content-type': 'application/json' },
    body: '{"jsonrpc":"2.0","id":1,"method":"ping"}',
  });
  answered.catch(() => {}); // It ends with its host.
  const patience = new Promise<undefined>((resolve) => setTimeout(resolve, 500, undefined));
  expect((await Promise.race([answered, patience]))?.body).toContain('"result"');
});
