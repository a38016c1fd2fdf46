import { expect, test } from 'vitest';
import { functionAppFiles } from '../../testing/app-folder.ts';
import { sendRaw } from '../../testing/raw-http.ts';
import { verifies } from '../../testing/verifies.ts';
import { toolApp, useHost } from '../testing/tool-app.ts';

verifies('host.admin-api', 'host.admin-keys', 'host.error-state', 'host.admin-fallback');

const keys = { master: 'the-master', system: { mcp_extension: 'the-system' }, host: {} };
const master = { 'x-functions-key': keys.master };

/** An app with a function for each state, below no prefix. */
async function useApp(options: Parameters<typeof useHost>[1] = {}) {
  const files = functionAppFiles(`
    const { app } = require('@azure/functions');
    const handler = () => ({ body: 'mine' });
    app.http('all', { methods: ['GET', 'POST'], route: '{*rest}', handler });
    app.http('admin', { route: 'admin/x', handler });
    app.http('off', { route: 'off', handler });
    app.mcpTool('process', { toolName: 'process', description: 'd', toolProperties: [], handler: () => 1 });`);
  return useHost(
    {
      ...files,
      'host.json': { ...files['host.json'], extensions: { http: { routePrefix: '' } } },
    },
    { keys, env: { ...process.env, 'AzureWebJobs.off.Disabled': '1' }, ...options },
  );
}

/** An app whose two tools have one name, so that its host does not get to run, and with a function in error. */
async function useFailedApp() {
  const files = toolApp(['a', 'same', '() => 1'], ['b', 'SAME', '() => 2']);
  const inError = "app.http('c', { route: 'admin/x', handler: () => ({}) });";
  const host = await useHost(
    { ...files, 'index.cjs': files['index.cjs'] + inError },
    { stayOnFailure: true },
  );
  expect(host.state).toBe('Error');
  return host;
}

test('however they are written, its own paths are for no catch-all route, and ask for a key', async () => {
  const host = await useApp();
  const get = async (path: string) => {
    const { status, body } = await sendRaw(host.port, { method: 'GET', path, headers: {} });
    return [path, status, body];
  };
  const own = [
    '/admin/host/status',
    '/ADMIN/Host/Status/',
    '/%61dmin/host/stat%75s',
    '/x/%2E%2E/admin/./host/status',
    'http://localhost/admin/host/status',
    '/runtime/webhooks/mcp',
    '/RUNTIME/%77ebhooks/MCP',
    '/runtime/webhooks/%6Dcp/',
    'http://localhost/runtime/webhooks/mcp',
  ];
  expect(await Promise.all(own.map(get))).toEqual(own.map((path) => [path, 401, '']));
  expect(await get('/administrator')).toEqual(['/administrator', 200, 'mine']);
});

test('names in an address are decoded once', async () => {
  const { url } = await useApp();
  const path = `${url}/admin/host/keys/a%20b%2525%2Fc`;
  const set = await fetch(path, { method: 'POST', headers: master });
  expect([set.status, set.headers.get('location')]).toEqual([201, path]);
  expect(await set.json()).toMatchObject({ name: 'a b%25%2Fc' });
});

test('functions can be run by hand, which only the log tells of, unless they do not run', async () => {
  const host = await useApp();
  const post = async (name: string, body = '{"input":"x"}') =>
    (await fetch(`${host.url}/admin/functions/${name}`, { method: 'POST', headers: master, body }))
      .status;
  expect(await post('ALL')).toBe(202);
  expect(host.logs.filter(({ category }) => category === 'Function.all')).toMatchObject([
    { message: expect.stringMatching(/^Executing 'Functions\.all'/) },
    { level: 'error', message: expect.stringContaining('An HttpRequest is required') },
  ]);
  expect(await post('process')).toBe(202);
  expect(host.logs.findLast(({ category }) => category === 'Function.process')?.message).toContain(
    'Cannot execute a tool without a value',
  );
  expect(await Promise.all([post('off'), post('admin'), post('nope')])).toEqual([404, 404, 404]);
  expect(await Promise.all([post('all', 'text'), post('all', 'null')])).toEqual([400, 400]);
});

test('the status of a function is its error', async () => {
  const { url } = await useApp();
  const statusOf = async (name: string) =>
    (await fetch(`${url}/admin/functions/${name}/status`, { headers: master })).json();
  expect(await statusOf('all')).toEqual({});
  expect(await statusOf('admin')).toEqual({
    errors: ['The specified route conflicts with one or more built in routes.'],
  });
});

test('a restart is answered at once, and is one', async () => {
  const host = await useApp();
  const processes = async () =>
    (
      (await (await fetch(`${host.url}/admin/host/processes`, { headers: master })).json()) as {
        processes: { processId: number }[];
      }
    ).processes;
  const [, before] = await processes();
  const path = `${host.url}/admin/host/restart`;
  const answer = await fetch(path, { method: 'POST', headers: master });
  expect([answer.status, await answer.json()]).toEqual([
    200,
    { isSelfHost: true, scriptPath: host.appRoot },
  ]);
  await expect
    .poll(async () => (await processes())[1]?.processId, { timeout: 25_000 })
    .not.toBe(before!.processId);
});

test('a restart that fails is in the status, and takes nothing down', async () => {
  const host = await useFailedApp();
  const answer = await fetch(`${host.url}/admin/host/restart`, { method: 'POST' });
  expect(answer.status).toBe(200);
  const status = await fetch(`${host.url}/admin/host/status`);
  expect(await status.json()).toMatchObject({
    errors: [expect.stringContaining('SAME')],
  });
});

test('without an app that runs there are functions without errors, and no options', async () => {
  const { url } = await useFailedApp();
  const statusOf = async (path: string) => (await fetch(`${url}${path}`)).status;
  expect(await (await fetch(`${url}/admin/functions/c/status`)).json()).toEqual({});
  expect(await statusOf('/admin/host/config')).toBe(503);
  expect(await statusOf('/administrator')).toBe(503);
  expect(await statusOf('/admin/nope')).toBe(404);
});

test('the status says for how many milliseconds the process has run', async () => {
  const { url } = await useApp();
  const before = Math.round(process.uptime() * 1000);
  const status = await fetch(`${url}/admin/host/status`, { headers: master });
  const { processUptime } = (await status.json()) as { processUptime: number };
  expect(processUptime).toBeGreaterThanOrEqual(before);
  expect(processUptime).toBeLessThanOrEqual(Math.round(process.uptime() * 1000));
});

test('the id of the host is that of its setting, else of the app on Azure, else made of its folder', async () => {
  const idWith = async (env: NodeJS.ProcessEnv) => {
    const host = await useApp({ env: { ...process.env, ...env } });
    const status = await fetch(`${host.url}/admin/host/status`, { headers: master });
    return ((await status.json()) as { id: string }).id;
  };
  const site = { WEBSITE_SITE_NAME: `My-${'x'.repeat(28)}-App` };
  expect(await idWith({ ...site, AzureFunctionsWebHost__hostid: 'own' })).toBe('own');
  expect(await idWith(site)).toBe(`my-${'x'.repeat(28)}`);
  expect(await idWith({ WEBSITE_SITE_NAME: '' })).toMatch(/^[a-z\d]{0,20}-[\da-f]{10}$/);
});

test('without keys it answers programs of this machine, and no page of the web', async () => {
  const host = await useHost(toolApp(['a', 'a', '() => 1']));
  const statusWith = async (headers: Record<string, string>) => {
    const path = '/admin/host/systemkeys';
    return (await sendRaw(host.port, { method: 'GET', path, headers })).status;
  };
  expect(await statusWith({})).toBe(200);
  expect(await statusWith({ origin: 'http://localhost:1234' })).toBe(200);
  expect(await statusWith({ host: '[::1]:7071' })).toBe(200);
  expect(await statusWith({ origin: 'https://evil.example' })).toBe(403);
  expect(await statusWith({ origin: 'http://localhost.evil.example' })).toBe(403);
  expect(await statusWith({ origin: 'null' })).toBe(403);
  expect(await statusWith({ host: 'evil.example:7071' })).toBe(403);
  expect(await statusWith({ host: 'localhost@evil.example' })).toBe(403);
});
