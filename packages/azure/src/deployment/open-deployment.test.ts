import { useAppFolder } from '@side-by-side/local-host/testing';
import { expect, test } from 'vitest';
import type { RunProgram } from '../programs/run-program.ts';
import { environmentValues, subscriptionId, useFakeResourceManager } from '../testing/index.ts';
import { openDeployment } from './open-deployment.ts';

const noProgram: RunProgram = async (program) => {
  throw new Error(`spawn ${program} ENOENT`);
};

test('finds what an azd environment was deployed to', async () => {
  const { credential, httpClient } = await useFakeResourceManager('key');
  const lines = Object.entries(environmentValues('key')).map(
    ([name, value]) => `${name}="${value}"`,
  );
  const root = await useAppFolder({ '.azure/test/.env': lines.join('\n') });
  const { deployment, arm } = await openDeployment({
    root,
    env: {},
    run: noProgram,
    credential,
    httpClient,
  });
  expect(deployment.servers.map(({ appName }) => appName)).toEqual([
    'func-ext-abc',
    'func-self-abc',
  ]);
  expect(arm.subscriptionId).toBe(subscriptionId);
});

test('needs no azd environment where names are given, be there one or not', async () => {
  const { credential, httpClient } = await useFakeResourceManager('key');
  const given = { subscriptionId, resourceGroup: 'rg-test' };
  const root = await useAppFolder({ '.azure/a/.env': '', '.azure/b/.env': '' });
  const { deployment } = await openDeployment({
    root,
    given,
    env: { AZURE_ENV_NAME: 'a' },
    run: noProgram,
    credential,
    httpClient,
  });
  expect(deployment).toMatchObject({ environmentName: undefined, authMode: 'key' });
});

test('can be given up', async () => {
  const { credential, httpClient, requests } = await useFakeResourceManager('key');
  const given = { subscriptionId, resourceGroup: 'rg-test' };
  const signal = AbortSignal.abort(new Error('Ctrl-C'));
  const opened = openDeployment({ root: '/nowhere', given, signal, credential, httpClient });
  await expect(opened).rejects.toThrow('Ctrl-C');
  expect(requests).toEqual([]);
});
