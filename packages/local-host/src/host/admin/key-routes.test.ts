import { expect, test } from 'vitest';
import { sendRaw } from '../../testing/raw-http.ts';
import { verifies } from '../../testing/verifies.ts';
import { toolApp, useHost } from '../testing/tool-app.ts';

verifies('host.admin-keys', 'host.webhook-keys', 'host.webhook-key-place');

const keys = { master: 'the-master', system: { mcp_extension: 'the-system' }, host: {} };

/** A host, and what it answers to requests with the master key, or another. */
async function useKeys() {
  const host = await useHost(toolApp(['fn', 'fn', '() => 1']), { keys });
  const send = async (method: string, path: string, body?: object, key = keys.master) => {
    const answer = await sendRaw(host.port, {
      method,
      path: `/admin/${path}`,
      headers: { 'x-functions-key': key },
      ...(body && { body: JSON.stringify(body) }),
    });
    return [answer.status, answer.body] as const;
  };
  return { host, send };
}

test.each([undefined, {}, { value: null }, { value: 5 }])(
  'no key gets the value %o',
  async (body) => {
    const { send } = await useKeys();
    expect(await send('PUT', 'host/keys/one', body)).toEqual([400, 'Invalid key value']);
    expect(await send('PUT', 'host/systemkeys/_master', body)).toEqual([400, 'Invalid key value']);
    expect((await send('GET', 'host/keys/one'))[0]).toBe(404);
  },
);

test('the master key can be replaced, and is then the only one', async () => {
  const { host, send } = await useKeys();
  const path = 'host/systemkeys/_master';
  const [status, body] = await send('PUT', path, { value: 'new-master' });
  const links = [{ rel: 'self', href: `http://localhost:${host.port}/admin/${path}` }];
  expect([status, JSON.parse(body)]).toEqual([
    200,
    { name: '_master', value: 'new-master', links },
  ]);
  expect((await send('GET', path))[0]).toBe(401);
  expect((await send('GET', path, undefined, 'new-master'))[0]).toBe(200);

  const [, made] = await send('POST', 'host/keys/_MASTER', undefined, 'new-master');
  const { value } = JSON.parse(made) as { value: string };
  expect(value).toMatch(/^[\w-]{54}==$/);
  expect((await send('GET', path, undefined, 'new-master'))[0]).toBe(401);
  expect((await send('GET', path, undefined, value))[0]).toBe(200);
});

test('the master key cannot be deleted', async () => {
  const { send } = await useKeys();
  for (const path of ['host/systemkeys/_master', 'host/keys/_MASTER', 'functions/fn/keys/_master'])
    expect(await send('DELETE', path)).toEqual([400, 'Cannot delete System Key.']);
});

test.each(['constructor', '__proto__'])(
  '%s is the name of a key only once it is set',
  async (name) => {
    const { send } = await useKeys();
    for (const path of [`host/keys/${name}`, `functions/fn/keys/${name}`]) {
      expect((await send('GET', path))[0]).toBe(404);
      expect((await send('PUT', path, { value: 'x' }))[0]).toBe(201);
      expect(JSON.parse((await send('GET', path))[1])).toMatchObject({ name, value: 'x' });
      expect((await send('DELETE', path))[0]).toBe(204);
      expect((await send('DELETE', path))[0]).toBe(404);
    }
  },
);

test('a key without characters opens nothing', async () => {
  const { host, send } = await useKeys();
  expect((await send('PUT', 'host/systemkeys/mcp_extension', { value: '' }))[0]).toBe(200);
  const path = '/runtime/webhooks/mcp?code=';
  const { status } = await sendRaw(host.port, { method: 'GET', path, headers: {} });
  expect(status).toBe(401);
});

test('an empty key in the header counts, whatever the query has', async () => {
  const { host } = await useKeys();
  const path = '/runtime/webhooks/mcp?code=the-system';
  const statusWith = async (headers: Record<string, string>) =>
    (await sendRaw(host.port, { method: 'GET', path, headers })).status;
  expect(await statusWith({})).toBe(405);
  expect(await statusWith({ 'x-functions-key': '' })).toBe(401);
});

test('no key is in the log', async () => {
  const { host, send } = await useKeys();
  await send('PUT', 'host/keys/one', { value: 'very-secret' });
  await sendRaw(host.port, { method: 'GET', path: '/api/x?code=very-secret', headers: {} });
  await sendRaw(host.port, {
    method: 'GET',
    path: '/runtime/webhooks/mcp',
    headers: { 'x-functions-key': 'the-system' },
  });
  expect(host.logs.length).toBeGreaterThan(0);
  expect(JSON.stringify(host.logs)).not.toMatch(/very-secret|the-system|the-master/);
});
