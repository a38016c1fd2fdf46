import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { environmentValues } from '../testing/index.ts';
import { environmentServices } from './environment-services.ts';

test('reads the outputs of Bicep', () => {
  expect(environmentServices(environmentValues('entra'))).toMatchObject([
    {
      name: 'extension-server',
      title: 'Extension server',
      mcpUrl: 'https://func-ext-abc.azurewebsites.net/runtime/webhooks/mcp',
      appName: 'func-ext-abc',
      principalId: '00000000-0000-0000-0000-000000000103',
      clientId: '00000000-0000-0000-0000-000000000102',
      identifierUri: 'api://00000000-0000-0000-0000-0000000000bb/func-ext-abc',
    },
    { name: 'self-hosted-server', appName: 'func-self-abc' },
  ]);
});

test('takes an empty output for none, as Bicep has no other way to say it', () => {
  const [extension] = environmentServices(environmentValues('key'));
  expect(extension).toMatchObject({ clientId: undefined, identifierUri: undefined });
  expect(environmentServices({})[0]).toMatchObject({ appName: undefined, mcpUrl: undefined });
});

test('leaves out what is switched off', () => {
  const env = { DEPLOY_EXTENSION_SERVER: 'false' };
  expect(environmentServices(env).map(({ name }) => name)).toEqual(['self-hosted-server']);
  expect(() => environmentServices({ DEPLOY_EXTENSION_SERVER: 'no' })).toThrow(
    "DEPLOY_EXTENSION_SERVER is 'no'. It must be true or false: azd env set DEPLOY_EXTENSION_SERVER false",
  );
});

test('the deployment that tests look at has all outputs of infra/main.bicep', () => {
  const bicep = readFileSync(new URL('../../../../infra/main.bicep', import.meta.url), 'utf8');
  const outputs = [...bicep.matchAll(/^output (\w+)/gm)].map((match) => match[1]!);
  const values = environmentValues('entra');
  expect(Object.keys(values)).toEqual(expect.arrayContaining(outputs));
});
