import { expect, test } from 'vitest';
import type { RunProgram } from '../programs/run-program.ts';
import { createAzure } from './azure.ts';
import { signedInClients } from './signed-in-clients.ts';
import { startFakeAzure, subscriptionId, token } from './testing/fake-azure.ts';

test('programs are asked when the first request needs a token, once, and for the tenant that is found meanwhile', async () => {
  const { url, requests } = await startFakeAzure();
  const asked: string[] = [];
  const run: RunProgram = async (program, args) => {
    asked.push([program, ...args].join(' '));
    return JSON.stringify({ token });
  };
  const tenantId = Promise.withResolvers<string | undefined>();
  const clients = signedInClients({
    run,
    tenantId: tenantId.promise,
    endpoints: { arm: url, graph: 'https://graph.example' },
  });
  const azure = createAzure(clients.arm, clients.graph);
  expect(asked).toEqual([]);
  const answers = [1, 2].map(() => azure.providerState(subscriptionId, 'Microsoft.App'));
  tenantId.resolve('the-tenant');
  expect(await Promise.all(answers)).toEqual(['Registered', 'Registered']);
  expect(await clients.isSignedIn()).toBe(true);
  expect(asked).toEqual([
    `azd auth token --output json --no-prompt --scope ${url}/.default --tenant-id the-tenant`,
  ]);
  expect(requests).toHaveLength(2);
});

test('each service gets a token of its own', async () => {
  const arm = await startFakeAzure();
  const graph = await startFakeAzure({ forbids: ['/v1.0/'] });
  const asked: string[] = [];
  const run: RunProgram = async (_, args) => {
    asked.push(args[args.indexOf('--scope') + 1]!);
    return JSON.stringify({ token });
  };
  const clients = signedInClients({ run, endpoints: { arm: arm.url, graph: graph.url } });
  const azure = createAzure(clients.arm, clients.graph);
  expect(await azure.providerState(subscriptionId, 'Microsoft.App')).toBe('Registered');
  await expect(clients.graph.send('GET', '/v1.0/me')).rejects.toThrow('GET /v1.0/me: 403');
  expect(asked).toEqual([`${arm.url}/.default`, `${graph.url}/.default`]);
  expect([arm.requests.length, graph.requests]).toEqual([1, ['GET /v1.0/me']]);
});
