import { inspect } from 'node:util';
import { UsageError } from '@side-by-side/local-host/errors';
import { expect } from 'vitest';
import type { AzdEnvironment } from '../../environment/read-environment.ts';
import {
  environmentValues,
  type FakeState,
  subscriptionId,
  type UsedResourceManager,
  useFakeResourceManager,
} from '../../testing/index.ts';
import type { Deployment } from '../deployment.ts';
import { deploymentTarget, type GivenNames } from '../deployment-target.ts';
import { findDeployment } from '../find-deployment.ts';

/** What azd says of the resources of both services. */
export const ids = {
  'extension-server': [siteOf('func-ext-abc')],
  'self-hosted-server': [siteOf('func-self-abc')],
};
/** The outputs that name the apps. */
export const outputs = [
  'SERVICE_EXTENSION_SERVER_NAME',
  'SERVICE_EXTENSION_SERVER_MCP_URL',
  'SERVICE_SELF_HOSTED_SERVER_NAME',
  'SERVICE_SELF_HOSTED_SERVER_MCP_URL',
  'PROVISIONED_EXTENSION_AUTH_CLIENT_ID',
  'PROVISIONED_SELF_HOSTED_AUTH_CLIENT_ID',
];
/** Names in the place of an environment. */
export const named = { subscriptionId, resourceGroup: 'rg-test' };

/** The resource id of an app. */
export function siteOf(name: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/rg-test/providers/Microsoft.Web/sites/${name}`;
}

/** An azd environment after `azd up`, with other values. */
export function environment(
  changes: NodeJS.ProcessEnv = {},
  resourceIds: Readonly<Record<string, readonly string[]>> = {},
): AzdEnvironment {
  return {
    name: 'test',
    because: 'as --env says',
    values: { ...environmentValues('entra'), ...changes },
    source: 'file',
    resourceIds: async () => resourceIds,
  };
}

/** Values that are not there. */
export function without(...names: string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(names.map((name) => [name, '']));
}

/** Searches what is deployed. */
export async function find(
  fake: UsedResourceManager,
  from: AzdEnvironment | undefined = environment(),
  given?: GivenNames,
): Promise<Deployment> {
  return findDeployment(await deploymentTarget(from, given), fake.arm);
}

/** What a search that finds nothing says. */
export async function complaint(
  state: Partial<FakeState>,
  from: AzdEnvironment | undefined = environment(),
  given?: GivenNames,
): Promise<string> {
  const fake = await useFakeResourceManager('entra', state);
  const error: unknown = await find(fake, from, given).then(inspect, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  return (error as Error).message;
}
