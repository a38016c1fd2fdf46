import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { readHttpRequest } from '../triggers/http/http-invocation.ts';
import type { HostKeys } from '../platform/keys.ts';
import { createEasyAuth } from '../platform/easy-auth/easy-auth.ts';
import { bearer, principalOf, settingsFor } from '../platform/easy-auth/testing/front.ts';
import { clientId, type TestIssuer, useIssuer } from '../platform/easy-auth/testing/issuer.ts';
import { functionAppFiles, useAppFolder, writeAppFile } from '../testing/app-folder.ts';
import { sendRaw } from '../testing/raw-http.ts';
import { knownGap, verifies } from '../testing/verifies.ts';
import { HostLog } from '../log/log.ts';
import type { FunctionsHost } from './functions-host.ts';
import { type FunctionsHostOptions, startFunctionsHost } from './start.ts';
import { hostJson, toolApp } from './testing/tool-app.ts';

verifies(
  'easy-auth.order',
  'easy-auth.keys',
  'easy-auth.function-keys',
  'easy-auth.environment',
  'easy-auth.principal',
  'easy-auth.off',
);

const keys: HostKeys = { master: 'm', host: { default: 'h' }, system: { mcp_extension: 's' } };
const { PATH, HOME } = process.env;

/** Starts an app behind Easy Auth. */
async function useGuarded(
  files: Record<string, string | object>,
  options: Partial<FunctionsHostOptions> = {},
): Promise<{ host: FunctionsHost; issuer: TestIssuer; token: string }> {
  const issuer = await useIssuer();
  const host = await startFunctionsHost({
    appRoot: await useAppFolder(files),
    env: { PATH, HOME },
    easyAuth: { settings: settingsFor(issuer.issuer) },
    ...options,
  });
  onTestFinished(() => host.dispose());
  return { host, issuer, token: await issuer.token() };
}

const send = (
  { port }: FunctionsHost,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
) => sendRaw(port, { method, path, headers });

const warnings = ({ logs }: FunctionsHost): string[] =>
  logs
    .filter(({ level, category }) => level === 'warning' && category === 'EasyAuth')
    .map(({ message }) => message);

/** Answers with the headers and the environment that it got. */
const echoFunction = `
const { app } = require('@azure/functions');
const auth = Object.entries(process.env).filter(([name]) => name.startsWith('WEBSITE_AUTH_'));
const handler = (request) => ({
  jsonBody: { headers: Object.fromEntries(request.headers), env: Object.fromEntries(auth) },
});
app.http('echo', { authLevel: 'anonymous', route: 'echo', handler });
app.http('locked', { authLevel: 'function', route: 'locked', handler });`;

const echoHandler = `
const auth = Object.entries(process.env).filter(([name]) => name.startsWith('WEBSITE_AUTH_'));
require('node:http').createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ headers: request.headers, env: Object.fromEntries(auth) }));
}).listen(process.env.FUNCTIONS_CUSTOMHANDLER_PORT, '127.0.0.1');`;

function handlerFiles(level?: string): Record<string, string | object> {
  const description = { defaultExecutablePath: process.execPath, arguments: ['handler.cjs'] };
  const http = level && { http: { DefaultAuthorizationLevel: level } };
  return {
    'host.json': {
      version: '2.0',
      configurationProfile: 'mcp-custom-handler',
      customHandler: { description, ...http },
    },
    'handler.cjs': echoHandler,
  };
}

interface Echo {
  readonly headers: Record<string, string>;
  readonly env: Record<string, string>;
}

test('both kinds of app get the same headers, and the same settings of the platform', async () => {
  const forged = { 'x-ms-client-principal-id': 'forged', X_MS_CLIENT_PRINCIPAL: 'forged' };
  const ofApp = async (files: Record<string, string | object>, path: string): Promise<Echo> => {
    const { host, issuer, token } = await useGuarded(files);
    expect((await send(host, path)).status).toBe(401);
    const answer = await send(host, path, { ...bearer(token), ...forged });
    expect(answer.status).toBe(200);
    const { headers, env } = JSON.parse(answer.body) as Echo;
    expect(headers['authorization']).toBe(`Bearer ${token}`);
    expect(env['WEBSITE_AUTH_OPENID_ISSUER']).toBe(issuer.issuer);
    const { claims, ...principal } = principalOf(headers);
    const about = Object.entries(headers).filter(
      ([name]) => /^x[-_]ms[-_](?:client|token)/.test(name) && name !== 'x-ms-client-principal',
    );
    const types = claims.map(({ typ }) => typ);
    return { headers: { ...Object.fromEntries(about), ...principal, types: types.join() }, env };
  };
  const [functions, handler] = [
    await ofApp(functionAppFiles(echoFunction), '/api/echo'),
    await ofApp(handlerFiles('anonymous'), '/mcp'),
  ];
  expect(functions.headers).toEqual(handler.headers);
  expect(functions.headers).toMatchObject({
    'x-ms-client-principal-id': '44444444-4444-4444-8444-444444444444',
    'x-ms-client-principal-idp': 'aad',
  });
  for (const { env } of [functions, handler]) {
    expect(env).toMatchObject({
      WEBSITE_AUTH_ENABLED: 'True',
      WEBSITE_AUTH_CLIENT_ID: clientId,
    });
  }
});

test('a caller who has signed in and has no key is 403 at the webhook, and the log says what to change', async () => {
  const { host, token } = await useGuarded(toolApp(['greet', 'greet', '() => "hi"']), { keys });
  const path = '/runtime/webhooks/mcp';
  expect((await send(host, path, {}, 'POST')).status).toBe(401);
  expect(warnings(host)).toEqual([]);
  const refused = await send(host, path, bearer(token), 'POST');
  expect(refused).toMatchObject({ status: 403, body: '' });
  expect(refused.headers['www-authenticate']).toBeUndefined();
  expect(warnings(host)).toEqual([
    'A caller who has signed in is refused with 403 for want of a key: beside built-in authentication, ' +
      'extensions.mcp.system.webhookAuthorizationLevel in host.json has to be Anonymous.',
  ]);
  const withKey = { ...bearer(token), 'x-functions-key': 's' };
  expect((await send(host, path, withKey)).status).not.toBe(403);
  expect((await send(host, '/admin/host/status', bearer(token))).status).toBe(403);
  const asAdmin = { ...bearer(token), 'x-functions-key': 'm' };
  expect((await send(host, '/admin/host/status', asAdmin)).status).toBe(200);
  expect((await send(host, '/admin/host/status', { 'x-functions-key': 'm' })).status).toBe(401);
});

test('with the webhook open the token alone is enough', async () => {
  const extensions = { mcp: { system: { webhookAuthorizationLevel: 'Anonymous' } } };
  const files = {
    ...toolApp(['greet', 'greet', '() => "hi"']),
    'host.json': { ...hostJson, extensions },
  };
  const { host, token } = await useGuarded(files, { keys });
  const response = await fetch(`${host.url}/runtime/webhooks/mcp`, {
    method: 'POST',
    headers: {
      ...bearer(token),
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
  });
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('"greet"');
});

test.each([
  ['a function', functionAppFiles(echoFunction), '/api/locked'],
  ['a custom handler', handlerFiles(), '/mcp'],
])('at %s it is 401, without a challenge', async (_, files, path) => {
  const { host, token } = await useGuarded(files, { keys });
  const refused = await send(host, path, bearer(token));
  expect(refused).toMatchObject({ status: 401, body: '' });
  expect(refused.headers['www-authenticate']).toBeUndefined();
  expect(warnings(host)).toEqual([
    expect.stringContaining('customHandler.http.DefaultAuthorizationLevel in host.json'),
  ]);
  const withKey = { ...bearer(token), 'x-functions-key': 'h' };
  expect((await send(host, path, withKey)).status).toBe(200);
});

test('without Easy Auth a principal in a header is worth nothing at the gate', async () => {
  const host = await startFunctionsHost({
    appRoot: await useAppFolder(toolApp(['greet', 'greet', '() => "hi"'])),
    env: { PATH, HOME },
    keys,
    easyAuth: { settings: { platform: { enabled: false } } },
  });
  onTestFinished(() => host.dispose());
  const forged = { 'x-ms-client-principal': 'e30=' };
  expect((await send(host, '/runtime/webhooks/mcp', forged)).status).toBe(401);
});

test('CORS preflights are answered before it, and all other requests carry their headers', async () => {
  const files = {
    ...functionAppFiles(echoFunction),
    'local.settings.json': { Host: { CORS: 'https://page.example' } },
  };
  const { host } = await useGuarded(files);
  const origin = { origin: 'https://page.example' };
  const preflight = { ...origin, 'access-control-request-method': 'POST' };
  expect((await send(host, '/api/echo', preflight, 'OPTIONS')).status).toBe(204);
  const refused = await send(host, '/api/echo', origin);
  expect(refused.status).toBe(401);
  expect(refused.headers['access-control-allow-origin']).toBe('https://page.example');
});

test.each([
  ['in error', { 'host.json': hostJson, 'package.json': { main: 'none.cjs' } }, 401],
  ['whose settings cannot be read', { 'host.json': hostJson, 'local.settings.json': '{' }, 503],
])('a host %s lets nobody pass who may not', async (_, files, anonymous) => {
  const { host, token } = await useGuarded(files, { stayOnFailure: true });
  expect(host.state).toBe('Error');
  expect((await send(host, '/admin/host/status')).status).toBe(anonymous);
  expect((await send(host, '/mcp')).status).toBe(anonymous);
  expect((await send(host, '/mcp', bearer(token))).status).toBe(503);
});

test('what Easy Auth reads of the app’s settings may be in local.settings.json', async () => {
  const files = {
    ...functionAppFiles(echoFunction),
    'local.settings.json': { Values: { WEBSITE_AUTH_AAD_ALLOWED_TENANTS: 'other' } },
  };
  const { host, token } = await useGuarded(files);
  expect((await send(host, '/api/echo', bearer(token))).status).toBe(403);
  await writeAppFile(host.appRoot, 'local.settings.json', {
    Values: { WEBSITE_AUTH_CLIENT_ID: 'own' },
  });
  await host.restart();
  const answer = await send(host, '/api/echo', bearer(token));
  expect((JSON.parse(answer.body) as Echo).env['WEBSITE_AUTH_CLIENT_ID']).toBe('own');
});

test('settings that are wrong stop the start, with a remedy', async () => {
  const started = startFunctionsHost({
    appRoot: await useAppFolder(functionAppFiles(echoFunction)),
    easyAuth: { settings: { platform: { enabled: true } } },
  });
  await expect(started).rejects.toMatchObject({ code: 'EASY_AUTH_INVALID' });
});

knownGap('easy-auth.invocation-identities', async () => {
  const issuer = await useIssuer();
  const easyAuth = createEasyAuth({ settings: settingsFor(issuer.issuer) }, new HostLog())!;
  easyAuth.useEnvironment({});
  const server = createServer((request, response: ServerResponse) => {
    void easyAuth.handle(request, response).then(() => {
      const { identities } = readHttpRequest({ request, params: {}, body: Buffer.alloc(0) });
      response.end(JSON.stringify(identities));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const headers = bearer(await issuer.token());
  const { body } = await sendRaw(port, { method: 'GET', path: '/', headers });
  expect(body).toContain('objectidentifier');
});
