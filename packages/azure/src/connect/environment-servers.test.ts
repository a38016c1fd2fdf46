import { useAppFolder } from '@side-by-side/local-host/testing';
import { describe, expect, test } from 'vitest';
import type { RunProgram } from '../programs/run-program.ts';
import { authModes } from '../server.ts';
import {
  authorizationFailed,
  environmentValues,
  useFakeResourceManager,
} from '../testing/index.ts';
import { environmentServers } from './environment-servers.ts';

const run: RunProgram = async (program) => {
  throw new Error(`spawn ${program} ENOENT`);
};

async function useEnvironment(values: Readonly<Record<string, string>>): Promise<string> {
  const lines = Object.entries(values).map(([name, value]) => `${name}="${value}"`);
  return useAppFolder({ '.azure/test/.env': lines.join('\n') });
}

function without(values: Record<string, string>, pattern: RegExp): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !pattern.test(name)));
}

describe('the outputs of the provisioning', () => {
  const nobody = { getToken: () => Promise.reject(new Error('Somebody had to be signed in.')) };

  test.each(authModes)('are enough in auth mode %s: nobody is signed in', async (mode) => {
    const root = await useEnvironment(environmentValues(mode));
    const { servers, remarks } = await environmentServers({
      root,
      env: {},
      run,
      credential: nobody,
    });
    expect(servers.map(({ url, authMode, place }) => [url.href, authMode, place])).toEqual([
      ['https://func-ext-abc.azurewebsites.net/runtime/webhooks/mcp', mode, 'azure'],
      ['https://func-self-abc.azurewebsites.net/mcp', mode, 'azure'],
    ]);
    expect(servers.map(({ signIn }) => signIn?.identifierUri.startsWith('api://'))).toEqual(
      mode === 'entra' ? [true, true] : [undefined, undefined],
    );
    expect(remarks).toEqual([]);
  });

  test('of one server leave out the other, and say so', async () => {
    const root = await useEnvironment(without(environmentValues('key'), /SELF_HOSTED/));
    const { servers, remarks } = await environmentServers({
      root,
      env: {},
      run,
      credential: nobody,
    });
    expect(servers.map(({ service }) => service)).toEqual(['extension-server']);
    expect(remarks).toEqual([
      'Self-hosted server: the azd environment test does not know its address yet. To bring it: azd up --environment test',
    ]);
  });

  test('say who is let in now, whoever is to be from the next provisioning on', async () => {
    const root = await useEnvironment({ ...environmentValues('key'), AUTH_MODE: 'entra' });
    const { servers, remarks } = await environmentServers({
      root,
      env: {},
      run,
      credential: nobody,
    });
    expect(servers.map(({ authMode }) => authMode)).toEqual(['key', 'key']);
    expect(remarks[0]).toContain('AUTH_MODE is entra, but Azure is set up for key');
  });

  test('that are no https addresses are refused', async () => {
    const values = {
      ...environmentValues('key'),
      SERVICE_SELF_HOSTED_SERVER_MCP_URL: 'http://a.example/mcp',
    };
    const root = await useEnvironment(values);
    await expect(environmentServers({ root, env: {}, run })).rejects.toThrow('no https address');
  });
});

describe('without any output', () => {
  test('Azure is asked for the apps, and says which is not there', async () => {
    const { credential, httpClient, state } = await useFakeResourceManager('key');
    state.groups['rg-test']!.pop();
    const root = await useEnvironment(
      without(environmentValues('key'), /^(?:SERVICE|PROVISIONED)/),
    );
    const { servers, remarks } = await environmentServers({
      root,
      env: {},
      run,
      credential,
      httpClient,
    });
    expect(servers.map(({ url }) => url.href)).toEqual([
      'https://func-ext-abc.azurewebsites.net/runtime/webhooks/mcp',
    ]);
    expect(remarks[0]).toMatch(
      /^Self-hosted server: no function app has the tag .* azd provision --no-state/,
    );
  });

  test('a missing permission is named', async () => {
    const action = 'Microsoft.Web/sites/read';
    const { credential, httpClient } = await useFakeResourceManager('key', {
      faults: [{ operation: 'listSites', answer: authorizationFailed(action) }],
    });
    const root = await useEnvironment(
      without(environmentValues('key'), /^(?:SERVICE|PROVISIONED)/),
    );
    const found = environmentServers({ root, env: {}, run, credential, httpClient });
    await expect(found).rejects.toThrow(`The permission ${action} is missing`);
  });
});
