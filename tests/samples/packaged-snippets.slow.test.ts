import { type Azurite, startAzurite } from '@side-by-side/local-host/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useDeployedServers } from '../support/deployed-servers.ts';
import { rpc } from '../support/rpc.ts';
import { modes } from '../support/servers.ts';

/** What the packages load only when it is needed is in them: the client of Azure Storage. */

let azurite: Azurite;
let account: string;
beforeAll(async () => {
  azurite = await startAzurite();
  account = azurite.newAccount();
}, 600_000);
afterAll(() => azurite.stop());

const server = useDeployedServers('anonymous', {
  'with storage': () => ({ MCP_AUTH_MODE: 'anonymous', SNIPPETS_CONNECTION_STRING: account }),
  'with an identity': {
    MCP_AUTH_MODE: 'anonymous',
    SNIPPETS_BLOB_SERVICE_URI: 'https://storage.invalid',
    // An App Service identity endpoint where nobody answers.
    IDENTITY_ENDPOINT: 'http://127.0.0.1:9/msi/token',
    IDENTITY_HEADER: 'header',
  },
});

describe.each(modes)('the packaged %s server', (mode) => {
  const call = (at: 'with storage' | 'with an identity', name: string, args: object) =>
    rpc(server(mode, at), 'tools/call', { name, arguments: args });

  test('keeps snippets in Azure Storage', async () => {
    const name = `from-${mode}`;
    const saved = await call('with storage', 'save_snippet', { name, content: 'kept' });
    expect(saved.result).toMatchObject({ structuredContent: { created: true } });
    expect(await call('with storage', 'get_snippet', { name })).toMatchObject({
      result: { structuredContent: { content: 'kept' } },
    });
  });

  test('asks for a token of its identity, and says that there is none', async () => {
    const answer = await call('with an identity', 'get_snippet', { name: 'any' });
    expect(answer.result).toMatchObject({ isError: true });
    const log = (): string =>
      server(mode, 'with an identity')
        .host.logs.map(({ message }) => message)
        .join('\n');
    // It comes another way than the answer.
    await expect.poll(log).toMatch(/identity|credential/i);
    expect(log()).not.toMatch(/Cannot find (?:module|package)/);
  });
});
