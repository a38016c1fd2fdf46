import { join } from 'node:path';
import type { AuthMode, ServiceName } from '@side-by-side/azure';
import { useAppFolder } from '@side-by-side/local-host/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeDeployFolder } from '../support/deploy-folder.ts';
import { harmless } from '../support/harmless-tool.ts';
import { root } from '../support/repository.ts';
import { type DeploymentChanges, failuresIn, startDeployment } from './support/start-deployment.ts';
import { type StubAnswer, useStub } from './support/stub-server.ts';

/** `npm run verify` against servers that really are broken: on the local host, which answers as Azure would. */

const extension = 'extension-server';
const selfHosted = 'self-hosted-server';

async function useDeployment(mode: AuthMode, changes: DeploymentChanges = {}) {
  const deployment = await startDeployment(mode, changes);
  onTestFinished(() => deployment[Symbol.asyncDispose]());
  return deployment;
}

/** The known failures of the one server of a deployment, without its name. */
async function failuresOf(mode: AuthMode, changes: DeploymentChanges & { only: ServiceName }) {
  const report = await (await useDeployment(mode, changes)).verify();
  const prefix = `${changes.only}.`;
  return failuresIn(report).map((line) => line.replace(prefix, ''));
}

describe.each<ServiceName>([extension, selfHosted])('%s', (only) => {
  test('is public, since Easy Auth is not there although Azure says so', async () => {
    expect(await failuresOf('entra', { only, easyAuth: null })).toContain(
      'endpoint: public-server',
    );
  });

  test('is closed, but signs nobody in: neither Easy Auth nor its package is for that', async () => {
    expect(await failuresOf('entra', { only, easyAuth: null, packagedFor: 'key' })).toContain(
      'endpoint: easy-auth-off',
    );
  });

  test('asks for a key behind Easy Auth: its levels are at their default', async () => {
    const report = await (await useDeployment('entra', { only, packagedFor: 'key' })).verify();
    expect(failuresIn(report)).toEqual([`${only}.mcp: levels-at-default`]);
    expect(report.text).toContain('With a key besides, the same token is let in.');
    expect(report.text).toContain(`azd deploy ${only} --environment test`);
  });

  test('is open in auth mode key: its package was made for another one', async () => {
    expect(await failuresOf('key', { only, packagedFor: 'anonymous' })).toEqual([
      'endpoint: webhook-open',
    ]);
  });

  test('asks for a key in auth mode anonymous', async () => {
    expect(await failuresOf('anonymous', { only, packagedFor: 'key' })).toEqual([
      'endpoint: key-wanted',
      'mcp: key-wanted',
    ]);
  });

  test('does not tell where to sign in: the scope setting is missing', async () => {
    const change: DeploymentChanges['change'] = ({ settings }) =>
      void delete settings['WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES'];
    const env = { WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES: undefined };
    expect(await failuresOf('entra', { only, change, env })).toEqual([
      'easy-auth: no-scope-setting',
      'endpoint: no-scope-setting',
      'metadata: no-scope-setting',
    ]);
  });

  test('names the scope of another application', async () => {
    const change: DeploymentChanges['change'] = ({ settings }) => {
      settings['WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES'] = 'api://another/user_impersonation';
    };
    expect(await failuresOf('entra', { only, change })).toEqual([
      'easy-auth: scope-of-another-application',
      'metadata: scope-of-another-application',
    ]);
  });

  test.each([
    ['Return403', 'easy-auth-action'],
    ['AllowAnonymous', 'public-server'],
  ])('does %s with whoever has no token', async (action, known) => {
    const change: DeploymentChanges['change'] = ({ auth }) => {
      auth.globalValidation.unauthenticatedClientAction = action;
    };
    const said = await failuresOf('entra', { only, change });
    expect(said).toContain(`endpoint: ${known}`);
    expect(said).toContain(
      `easy-auth: ${action === 'Return403' ? 'easy-auth-action' : 'easy-auth-lets-through'}`,
    );
  });

  test('wants a sign-in, though keys are wanted', async () => {
    const entra = await useDeployment('entra', { only });
    const key = await useDeployment('key', { only });
    key.redirect = (server) => ({
      ...server,
      url: new URL(server.url.pathname, entra.hosts[only]!.url),
    });
    expect(failuresIn(await key.verify())).toEqual([
      `${only}.endpoint: easy-auth-unwanted`,
      `${only}.mcp: easy-auth-unwanted`,
    ]);
  });

  test('refuses every call: its package finds itself on an app of another auth mode', async () => {
    const { folder, remove } = await makeDeployFolder(
      only === extension ? 'extension' : 'self-hosted',
      'anonymous',
    );
    onTestFinished(remove);
    const env = { MCP_AUTH_MODE: 'key', AUTH_MODE: undefined };
    const said = await failuresOf('anonymous', { only, env, host: { appRoot: folder } });
    // An extension server alone cannot say which tool may be called.
    expect(said).toEqual(only === extension ? [] : ['endpoint: package-refuses']);
  });

  test('does not start: the host says why', async () => {
    const appRoot = await useAppFolder({
      'host.json': '{ "version": "1.0" }',
      'package.json': '{}',
    });
    const deployment = await useDeployment('key', {
      only,
      host: { appRoot, stayOnFailure: true, hostJson: {} },
    });
    deployment.app(only).settings['MY_OWN'] = 'host.json';
    const report = await deployment.verify();
    expect(failuresIn(report)).toEqual([`${only}.endpoint: host-down`]);
    expect(report.text).toMatch(/Why: The host says: .+/);
    // What is the value of a setting stays hidden, whoever says it.
    expect(report.text).toContain('(hidden)');
  });

  test('does not start behind Easy Auth: the token leads to the host, which says why', async () => {
    const appRoot = await useAppFolder({
      'host.json': '{ "version": "1.0" }',
      'package.json': '{}',
    });
    const report = await (
      await useDeployment('entra', { only, host: { appRoot, stayOnFailure: true, hostJson: {} } })
    ).verify();
    expect(failuresIn(report)).toContain(`${only}.mcp: host-down`);
    expect(report.text).toContain('The host says: ');
  });
});

test.skipIf(!harmless)(
  'an extension server that refuses every call is seen by a call that the other server calls harmless',
  async () => {
    const { folder, remove } = await makeDeployFolder('extension', 'anonymous');
    onTestFinished(remove);
    const env = { MCP_AUTH_MODE: 'key', AUTH_MODE: undefined };
    const locked = await useDeployment('anonymous', {
      only: extension,
      env,
      host: { appRoot: folder },
    });
    const both = await useDeployment('anonymous');
    both.redirect = (server) =>
      server.service === extension
        ? { ...server, url: new URL(server.url.pathname, locked.hosts[extension]!.url) }
        : server;
    expect(failuresIn(await both.verify())).toEqual([`${extension}.call: package-refuses`]);
  },
);

test('the package of the other server is 404 at the address of this one', async () => {
  const host = { appRoot: join(root, 'apps', extension), hostJson: {} };
  expect(await failuresOf('anonymous', { only: selfHosted, host })).toEqual([
    'endpoint: package-missing',
  ]);
});

test('nothing is deployed: the list of functions is empty, and all is 404', async () => {
  const { origin } = await useStub({ status: 404 });
  const deployment = await useDeployment('key');
  for (const app of deployment.fake.apps) app.functions = {};
  deployment.redirect = (server) => ({ ...server, url: new URL(server.url.pathname, origin) });
  expect(failuresIn(await deployment.verify())).toEqual(
    [extension, selfHosted].flatMap((service) => [
      `${service}.functions: functions-missing`,
      `${service}.endpoint: package-missing`,
    ]),
  );
});

test('an extension server behind Easy Auth answers an empty 500', async () => {
  const env = { WEBSITE_AUTH_ENCRYPTION_KEY: undefined };
  expect(await failuresOf('entra', { only: extension, env })).toEqual(['mcp: empty-500']);
});

describe('where something else answers in the place of the server', () => {
  const json = { 'content-type': 'application/json' };
  test.each<[string, StubAnswer, string, string]>([
    ['404', { status: 404 }, 'package-missing', ''],
    ['429', { status: 429, headers: { 'retry-after': '1' } }, 'throttled', ''],
    ['503', { status: 503, body: 'The service is unavailable.' }, 'starting', ''],
    ['502', { status: 502 }, 'starting', ''],
    ['500', { status: 500, body: 'x' }, 'server-error', ''],
    [
      'a stopped app',
      { status: 403, body: '<h1>Error 403 - This web app is stopped.</h1>' },
      'app-stopped',
      'az functionapp start',
    ],
    [
      'a closed network',
      { status: 403, headers: { 'x-ms-forbidden-ip': '203.0.113.9' }, body: 'Ip Forbidden' },
      'access-restricted',
      'az functionapp config access-restriction show',
    ],
    [
      'a redirect',
      { status: 302, headers: { location: 'https://a.example/' } },
      'easy-auth-unwanted',
      '',
    ],
    ['400', { status: 400, headers: json, body: '{}' }, 'server-error', ''],
  ])('%s', async (_, answer, known, remedy) => {
    const { origin } = await useStub(answer);
    const deployment = await useDeployment('key', { only: selfHosted });
    deployment.redirect = (server) => ({ ...server, url: new URL('/mcp', origin) });
    const report = await deployment.verify();
    expect(failuresIn(report)).toContain(`${selfHosted}.endpoint: ${known}`);
    expect(report.text).toContain(remedy);
  });

  test('no key follows a redirect', async () => {
    const { origin: thief, seen } = await useStub({ status: 200, headers: json, body: '{}' });
    const { origin } = await useStub(({ headers }) =>
      headers['x-functions-key'] === undefined
        ? { status: 401 }
        : { status: 307, headers: { location: `${thief}/mcp` } },
    );
    const deployment = await useDeployment('key', { only: selfHosted });
    deployment.redirect = (server) => ({ ...server, url: new URL('/mcp', origin) });
    const report = await deployment.verify();
    expect(report.ok).toBe(false);
    expect(seen).toEqual([]);
  });

  test('no roles: the host is not authorised at storage', async () => {
    const { origin } = await useStub(({ url, headers }) =>
      url === '/admin/host/status' && headers['x-functions-key'] !== undefined
        ? {
            status: 200,
            headers: json,
            body: JSON.stringify({
              state: 'Error',
              errors: [
                'Azure.Storage.Blobs: This request is not authorized to perform this operation using this permission. ErrorCode: AuthorizationPermissionMismatch',
              ],
            }),
          }
        : { status: 503, body: 'Function host is not running.' },
    );
    const deployment = await useDeployment('key', { only: selfHosted });
    deployment.redirect = (server) => ({ ...server, url: new URL('/mcp', origin) });
    expect(failuresIn(await deployment.verify())).toEqual([
      `${selfHosted}.endpoint: roles-missing`,
    ]);
  });

  test('a server that speaks an older revision, lists no tool', async () => {
    const { origin } = await useStub((request, body) => {
      if (request.method !== 'POST') return { status: 405 };
      const { id, method } = JSON.parse(body) as { id?: number; method: string };
      if (id === undefined) return { status: 202 };
      const result =
        method === 'initialize'
          ? {
              protocolVersion: '2024-11-05',
              capabilities: { tools: {} },
              serverInfo: { name: 'old', version: '1' },
            }
          : { tools: [] };
      return { status: 200, headers: json, body: JSON.stringify({ jsonrpc: '2.0', id, result }) };
    });
    const deployment = await useDeployment('anonymous', { only: selfHosted });
    deployment.redirect = (server) => ({ ...server, url: new URL('/mcp', origin) });
    expect(failuresIn(await deployment.verify())).toEqual([
      `${selfHosted}.revision: old-revision`,
      `${selfHosted}.tools: no-tools`,
    ]);
  });

  test('nothing', async () => {
    const deployment = await useDeployment('key', { only: selfHosted });
    await deployment.hosts[selfHosted]!.dispose();
    expect(failuresIn(await deployment.verify())).toEqual([`${selfHosted}.endpoint: unreachable`]);
  });

  test('a name that nobody has', async () => {
    const deployment = await useDeployment('key', { only: selfHosted });
    deployment.redirect = (server) => ({
      ...server,
      url: new URL('https://mcp.contoso.invalid/mcp'),
    });
    const report = await deployment.verify();
    expect(failuresIn(report)).toEqual([`${selfHosted}.endpoint: domain-unknown`]);
    expect(report.text).toContain(
      'CNAME record mcp.contoso.invalid to func-self-abc.azurewebsites.net',
    );
  });
});
