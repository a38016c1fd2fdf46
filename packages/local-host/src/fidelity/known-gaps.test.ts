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
    app.http('hello', { authLevel: 'function', handler: () => ({ body: 'hello' }) });
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

knownGap('host.http-triggers', async () => {
  const host = await useHost();
  const response = await fetch(`${host.url}/api/hello`, { headers: { 'x-functions-key': 'm' } });
  expect(await response.text()).toBe('hello');
});

knownGap('host.keys', async () => {
  const host = await useHost();
  expect((await fetch(`${host.url}/api/hello`)).status).toBe(401);
});

knownGap('host.admin-api', async () => {
  const host = await useHost();
  expect((await fetch(`${host.url}/admin/host/ping`)).status).toBe(200);
});

knownGap('custom-handler.proxy-drop-retry', async () => {
  const handler = `
    let requests = 0;
    require('node:http').createServer((request, response) => {
      if (request.url !== '/drop' || requests++ > 0) response.end('answered');
      else request.socket.destroy();
    }).listen(process.env.FUNCTIONS_CUSTOMHANDLER_PORT, '127.0.0.1');`;
  const host = await startFunctionsHost({
    appRoot: await useAppFolder({
      'host.json': {
        version: '2.0',
        configurationProfile: 'mcp-custom-handler',
        customHandler: {
          description: { defaultExecutablePath: 'node', arguments: ['handler.cjs'] },
        },
      },
      'handler.cjs': handler,
    }),
  });
  onTestFinished(() => host.dispose());
  expect(await (await fetch(`${host.url}/drop`)).text()).toBe('answered');
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
