import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  appServiceProblem,
  authorizationFailed,
  problem,
  useFakeResourceManager,
} from '../testing/index.ts';
import { readAppSettings } from './app-settings.ts';
import { type Arm, siteId } from './arm.ts';
import { readAuthSettings } from './auth-settings.ts';
import { listDeploymentStatuses } from './deployment-status.ts';
import { readFlexMeters } from './flex-meters.ts';
import { listDeployedFunctions } from './functions.ts';
import { readHostKeys } from './host-keys.ts';
import { getSite, listSites } from './sites.ts';

const app = { resourceGroup: 'rg-test', name: 'func-ext-abc' };
const day = { from: new Date('2026-11-22T00:00:00Z'), to: new Date('2026-11-23T00:00:00Z') };
const meters = (arm: Arm) => readFlexMeters(arm, siteId(arm, app), day);

describe('a permission that is missing is named, and nobody else', () => {
  test.each([
    ['Microsoft.Web/sites/read', getSite],
    ['Microsoft.Web/sites/read', (arm: Arm) => listSites(arm, 'rg-test')],
    ['Microsoft.Web/sites/config/list/action', readAppSettings],
    ['Microsoft.Web/sites/host/listkeys/action', readHostKeys],
    ['Microsoft.Web/sites/config/read', readAuthSettings],
    ['Microsoft.Web/sites/functions/read', listDeployedFunctions],
    ['Microsoft.Web/sites/deploymentStatus/read', listDeploymentStatuses],
    ['Microsoft.Insights/metrics/read', meters],
  ] as const)('%s', async (permission, ask) => {
    // Once as the service words it, once by a proxy that says nothing.
    for (const answer of [authorizationFailed(permission), { status: 403 }]) {
      const { arm } = await useFakeResourceManager('key', { faults: [{ answer }] });
      const result = await ask(arm, app);
      expect(result).toMatchObject({
        ok: false,
        status: 403,
        denied: permission,
        reason: `The permission ${permission} is missing.`,
      });
      expect(inspect(result, { depth: 9 })).not.toMatch(/contoso|0000cc/);
    }
  });

  test('also where it is one on another resource', async () => {
    const message =
      "The client 'a' with object id 'b' has permission to perform action 'Microsoft.Web/sites/read' on scope '/x'; however, it does not have permission to perform action 'Microsoft.Web/serverfarms/read' on the linked scope(s) '/y'.";
    const answer = { status: 403, body: problem('LinkedAuthorizationFailed', message) };
    const { arm } = await useFakeResourceManager('key', { faults: [{ answer }] });
    expect(await getSite(arm, app)).toMatchObject({ denied: 'Microsoft.Web/serverfarms/read' });
  });

  test.each([
    ['ReadOnlyDisabledSubscription', problem],
    ['Forbidden', appServiceProblem],
  ])('but another refusal is no missing permission: %s', async (code, body) => {
    const answer = { status: 403, body: body(code, 'It is disabled.') };
    const { arm } = await useFakeResourceManager('key', { faults: [{ answer }] });
    for (const ask of [getSite, listDeployedFunctions, meters]) {
      expect(await ask(arm, app)).toEqual({
        ok: false,
        status: 403,
        code,
        reason: `Azure answers 403 ${code}: It is disabled.`,
      });
    }
  });
});

test('a later page of a list that is refused is told by its code', async () => {
  const { connect, state, httpClient } = await useFakeResourceManager('key', { pageSize: 1 });
  const arm = await connect({
    httpClient: {
      async sendRequest(request) {
        const response = await httpClient.sendRequest(request);
        const answer = { status: 409, body: problem('Conflict', 'It is being moved.') };
        state.faults.push({ answer });
        return response;
      },
    },
  });
  expect(await listSites(arm, 'rg-test')).toMatchObject({
    ok: false,
    status: 409,
    code: 'Conflict',
  });
});
