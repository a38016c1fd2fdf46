import { expect, test } from 'vitest';
import { environmentValues, subscriptionId } from '../testing/index.ts';
import { deploymentTarget } from './deployment-target.ts';

const environment = (changes: NodeJS.ProcessEnv = {}) => ({
  name: 'test',
  because: 'as --env says',
  values: { ...environmentValues('entra'), ...changes },
  source: 'file' as const,
  resourceIds: async () => ({}),
});

test('names in another subscription than the environment’s make its outputs void, too', async () => {
  const { authMode, environmentName, services } = await deploymentTarget(environment(), {
    subscriptionId: 'another',
  });
  expect({ authMode, environmentName }).toEqual({});
  expect(services.map(({ url, appName, signIn }) => [url, appName, signIn])).toEqual([
    [undefined, undefined, undefined],
    [undefined, undefined, undefined],
  ]);
});

test('names must be enough', async () => {
  await expect(deploymentTarget(undefined, { subscriptionId })).rejects.toThrow(
    'Which resource group? Say --subscription ID and --resource-group NAME, or name an azd environment: --env NAME',
  );
  await expect(deploymentTarget(undefined, {})).rejects.toThrow('Which subscription?');
});

test.each(['http://mcp.example.com/mcp', 'mcp.example.com', 'javascript:alert(1)'])(
  'an address that is none is refused: %s',
  async (address) => {
    await expect(
      deploymentTarget(environment({ SERVICE_SELF_HOSTED_SERVER_MCP_URL: address })),
    ).rejects.toThrow('is no https address in the azd environment. To put it right: azd provision');
  },
);

test.each(['?code=s3cret', '#s3cret', 's3cret@'])(
  'an address that may hold a key is refused, and not told: %s',
  async (part) => {
    const address = part.endsWith('@')
      ? `https://me:${part}mcp.example.com/mcp`
      : `https://mcp.example.com/mcp${part}`;
    const from = environment({ SERVICE_SELF_HOSTED_SERVER_MCP_URL: address });
    const says = await deploymentTarget(from).catch(String);
    expect(says).toContain('has more than an address in it');
    expect(says).not.toContain('s3cret');
  },
);
