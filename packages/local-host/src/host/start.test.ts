import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { useAppFolder } from '../testing/app-folder.ts';
import { verifies } from '../testing/verifies.ts';
import { startFunctionsHost } from './start.ts';
import { freePort } from '../testing/free-port.ts';
import { call, toolApp, useHost } from './testing/tool-app.ts';

verifies(
  'host.function-order',
  'host.disabled',
  'host.function-in-error',
  'host.first-start',
  'extension.registration.duplicate',
);

test('lists its functions in the order of the Functions host, without the disabled ones', async () => {
  const host = await useHost(
    toolApp(
      ['b_x', 'one', '() => 1'],
      ['bz', 'two', '() => 2'],
      ['off', 'three', '() => 3'],
      ['A', 'four', '() => 4'],
    ),
    {
      env: { ...process.env, 'AzureWebJobs.off.Disabled': '1' },
    },
  );
  expect(host.functions.map(({ name }) => name)).toEqual(['A', 'bz', 'b_x']);
  expect(host.state).toBe('Running');
  expect(await (await call(host.url, 'three')).text()).toContain('Unknown tool');
});

test('a request that comes before the app is ready waits for it', async () => {
  const files = toolApp(['fn', 'fn', "() => 'ready'"]);
  const slow = `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 700);\n${files['index.cjs']}`;
  const appRoot = await useAppFolder({ ...files, 'index.cjs': slow });
  const port = await freePort();
  const loading = Promise.withResolvers<void>();
  const starting = startFunctionsHost({
    appRoot,
    port,
    onLog: ({ message }) => void (message.startsWith('Loading entry point') && loading.resolve()),
  });
  onTestFinished(async () => (await starting).dispose());
  await loading.promise;
  const early = await call(`http://localhost:${port}`, 'fn');
  expect([early.status, await early.text()]).toEqual([200, expect.stringContaining('ready')]);
});

test.each([
  [
    'tools with names equal but for case',
    toolApp(['a', 'same', '() => 1'], ['b', 'SAME', '() => 2']),
    'REGISTRATION_INVALID',
    /Tool with name 'SAME' is already registered\..*function 'b' in index\.cjs/,
  ],
  [
    'a function registered twice',
    toolApp(['a', 'x', '() => 1'], ['a', 'y', '() => 2']),
    'ENTRY_POINT_FAILED',
    /A function with id "a" has already been registered.*/,
  ],
  [
    'an app that throws at load',
    { ...toolApp(), 'index.cjs': "throw new Error('no');" },
    'ENTRY_POINT_FAILED',
    /Worker was unable to load entry point "index\.cjs": no/,
  ],
  ['no functions', toolApp(), 'NO_FUNCTIONS', /No function is registered/],
  [
    'no extension bundle',
    { ...toolApp(['a', 'x', '() => 1']), 'host.json': { version: '2.0' } },
    'BUNDLE_MISSING',
    /host\.json names no extension bundle/,
  ],
  [
    'an unknown profile',
    {
      ...toolApp(['a', 'x', '() => 1']),
      'host.json': { version: '2.0', configurationProfile: 'no' },
    },
    'PROFILE_UNKNOWN',
    /host\.json: Configuration profile 'no'/,
  ],
  [
    'a handler without an executable',
    { 'host.json': { version: '2.0', configurationProfile: 'mcp-custom-handler' } },
    'HANDLER_MISSING',
    /host\.json/,
  ],
])('does not start with %s, and says where and how to mend it', async (_, files, code, message) => {
  const appRoot = await useAppFolder(files);
  await expect(startFunctionsHost({ appRoot })).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
    hint: expect.stringMatching(/\w{4}/),
  });
});

test('one bad function is in error, and the others work', async () => {
  const files = toolApp(['good', 'good', "() => 'fine'"]);
  const bad = "app.mcpTool('bad', { toolName: 'bad', toolProperties: [], handler: () => 1 });";
  const timer = "app.timer('tick', { schedule: '0 * * * * *', handler: () => {} });";
  const host = await useHost({
    ...files,
    'index.cjs': `${files['index.cjs']}\n${bad}\n${timer}`,
  });
  expect(await (await call(host.url, 'good')).text()).toContain('fine');
  const errors = Object.fromEntries(host.functions.map(({ name, error }) => [name, error]));
  expect(errors['good']).toBeUndefined();
  expect(errors['bad']).toMatch(
    /^Unable to configure binding '\w+' of type 'mcpToolTrigger'\. This may indicate invalid function\.json properties\. Can't figure out which ctor to call\.$/,
  );
  expect(errors['tick']).toMatch(/does not emulate a trigger of type 'timerTrigger'/);
});

test('names the owner of a port that is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as { port: number };
  const appRoot = await useAppFolder(toolApp(['a', 'x', '() => 1']));
  const starting = startFunctionsHost({ appRoot, port });
  await expect(starting).rejects.toMatchObject({ code: 'PORT_IN_USE' });
  await expect(starting).rejects.toThrow(
    process.platform === 'linux' ? `by node (process ${process.pid})` : `Port ${port}`,
  );
});

test('frees its port and its process when it is disposed of', async () => {
  const host = await useHost(toolApp(['a', 'x', '() => process.pid']));
  const pid = Number(/"text":"(\d+)"/.exec(await (await call(host.url, 'x')).text())?.[1]);
  await host.dispose();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  await expect(call(host.url, 'x')).rejects.toThrow('fetch failed');
});

test('the section Host of local.settings.json lets pages of other origins call, but not in cloud form', async () => {
  const files = {
    ...toolApp(['fn', 'fn', "() => 'x'"]),
    'local.settings.json': { Host: { CORS: 'https://page.example' } },
  };
  const preflight = {
    method: 'OPTIONS',
    headers: { origin: 'https://page.example', 'access-control-request-method': 'POST' },
  };
  const path = '/runtime/webhooks/mcp';
  const host = await useHost(files);
  const asked = await fetch(`${host.url}${path}`, preflight);
  expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([
    204,
    'https://page.example',
  ]);
  const cloud = await useHost(files, { cloud: true });
  const refused = await fetch(`${cloud.url}${path}`, preflight);
  expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([405, null]);
});
