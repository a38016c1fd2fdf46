import { useAppFolder } from '@side-by-side/local-host/testing';
import type { AuthMode } from '@side-by-side/azure';
import { environmentValues, useFakeResourceManager } from '@side-by-side/azure/testing';
import { describe, expect, test } from 'vitest';
import { deployedFinder } from './find-deployed.ts';

const { signal } = new AbortController();

async function useFinder(mode: AuthMode, changes: Record<string, string> = {}) {
  const azure = await useFakeResourceManager(mode);
  const values = { ...environmentValues(mode), ...changes };
  const lines = Object.entries(values).map(([name, value]) => `${name}="${value}"`);
  const asked: string[] = [];
  let lifeMs = 3_600_000;
  const find = deployedFinder({
    root: await useAppFolder({ '.azure/test/.env': lines.join('\n') }),
    env: {},
    run: () => Promise.reject(new Error('There is no azd.')),
    httpClient: azure.httpClient,
    credential: {
      async getToken(scopes, options) {
        if (!String(scopes).startsWith('api:')) return azure.credential.getToken(scopes, options);
        asked.push(String(scopes));
        if (lifeMs < 0) throw new Error('AADSTS65001: consent\nTrace ID: 1');
        return { token: `t${asked.length}`, expiresOnTimestamp: Date.now() + lifeMs };
      },
    },
  });
  const found = () => find('test', signal);
  return { azure, asked, found, live: (ms: number) => void (lifeMs = ms) };
}

test('each server has its own key', async () => {
  const { found, azure } = await useFinder('key');
  const [extension, selfHosted] = await found();
  expect([extension.hosting, selfHosted.hosting]).toEqual(['extension', 'self-hosted']);
  expect(await extension.findAccess()).toEqual({
    ok: true,
    headers: { 'x-functions-key': azure.apps[0].keys.systemKeys['mcp_extension'] },
  });
  expect(await selfHosted.findAccess()).toEqual({
    ok: true,
    headers: { 'x-functions-key': azure.apps[1].keys.functionKeys['default'] },
  });
});

test('a key that the app has still to make is told', async () => {
  const { found, azure } = await useFinder('key');
  azure.apps[0].keys.systemKeys = {};
  const [extension] = await found();
  expect(await extension.findAccess()).toMatchObject({
    ok: false,
    reason: expect.stringContaining('It has no key yet') as string,
  });
});

test('nothing is asked for where everybody is let in', async () => {
  const { found, azure, asked } = await useFinder('anonymous');
  const [extension] = await found();
  expect(await extension.findAccess()).toEqual({ ok: true, headers: {} });
  expect([...azure.requests, ...asked].filter((one) => !one.startsWith('listSites'))).toEqual([]);
});

describe('tokens', () => {
  test('are for each server alone, and asked for again only before they expire', async () => {
    const { found, asked, live } = await useFinder('entra');
    const [extension, selfHosted] = await found();
    const first = await extension.findAccess();
    expect(first).toMatchObject({ ok: true, headers: { authorization: 'Bearer t1' } });
    expect(await extension.findAccess()).toBe(first);
    live(60_000);
    await selfHosted.findAccess();
    expect(await selfHosted.findAccess()).toMatchObject({
      headers: { authorization: 'Bearer t3' },
    });
    expect(asked.map((scope) => /[^/]+\/\.default$/.exec(scope)?.[0])).toEqual([
      'func-ext-abc/.default',
      'func-self-abc/.default',
      'func-self-abc/.default',
    ]);
  });

  test('that nobody gives are told in one line', async () => {
    const { found, live } = await useFinder('entra');
    live(-1);
    const [extension] = await found();
    const access = await extension.findAccess();
    expect(access).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/\(AADSTS65001: consent\)\. .*ALLOW_AZURE_CLI/) as string,
    });
    expect(JSON.stringify(access)).not.toContain('Trace ID');
  });
});

describe('where there are not two', () => {
  test('the switch is named', async () => {
    const { found } = await useFinder('key', { DEPLOY_SELF_HOSTED_SERVER: 'false' });
    await expect(found()).rejects.toThrow('test has the extension server alone');
  });

  test('what is missing is named, with what mends it', async () => {
    const { found, azure } = await useFinder('key');
    azure.state.groups['rg-test']!.shift();
    await expect(found()).rejects.toThrow(
      /^There are not two servers to compare\. Extension server: there is no function app func-ext-abc.* azd provision --no-state/,
    );
  });
});
