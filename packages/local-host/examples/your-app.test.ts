import { fileURLToPath } from 'node:url';
import { startFunctionsHost } from '@side-by-side/local-host';
import { expect, test } from 'vitest';

const appRoot = fileURLToPath(new URL('../../../apps/extension-server', import.meta.url));

test('the app answers MCP clients', async () => {
  await using host = await startFunctionsHost({ appRoot });

  const response = await fetch(`${host.url}/runtime/webhooks/mcp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
  });

  expect(await response.text()).toContain('"tools":[');
  expect(host.functions.every(({ error }) => error === undefined)).toBe(true);
  expect(host.logs.filter(({ level }) => level === 'error')).toEqual([]);
});
