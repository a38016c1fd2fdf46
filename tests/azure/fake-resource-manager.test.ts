import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { authModes, serviceNames } from '@side-by-side/azure';
import { fakeToken, startFakeResourceManager } from '@side-by-side/azure/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { root } from '../support/repository.ts';

/** What the fake Azure Resource Manager answers has the form that is published for the real one. */

const folder = 'packages/azure/src/testing/fake-resource-manager/schema';
const schema = JSON.parse(readFileSync(join(root, folder, 'microsoft-web.json'), 'utf8')) as object;

const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addKeyword({
  keyword: 'x-values',
  type: 'string',
  schemaType: 'array',
  validate: (words: string[], value: string) =>
    words.some((word) => word.toLowerCase() === value.toLowerCase()),
});
ajv.addSchema(schema, 'web');

/** What is wrong with a body; nothing if it is as published. */
function objections(kind: string, body: unknown): string[] {
  ajv.validate({ $ref: `web#/definitions/answers.${kind}` }, body);
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const questions = [
  ['GET', '', 'Site'],
  ['POST', '/config/appsettings/list', 'AppSettings'],
  ['GET', '/config/authsettingsV2', 'AuthSettingsV2'],
  ['POST', '/host/default/listkeys', 'HostKeys'],
  ['GET', '/functions', 'Function'],
  ['GET', '/deploymentStatus', 'DeploymentStatus'],
] as const;

describe.each(authModes)('in auth mode %s', (authMode) => {
  test.each(questions)('%s …/sites/NAME%s', async (method, path, kind) => {
    const fake = await startFakeResourceManager(authMode);
    onTestFinished(() => fake[Symbol.asyncDispose]());
    for (const { name } of fake.apps) {
      const sites = `/subscriptions/${fake.state.subscriptionId}/resourceGroups/rg-test/providers/Microsoft.Web/sites`;
      const answer = await fetch(`${fake.origin}${sites}/${name}${path}?api-version=2025-05-01`, {
        method,
        headers: { authorization: `Bearer ${fakeToken}` },
      });
      expect(answer.status).toBe(200);
      const body = (await answer.json()) as { value?: unknown[] };
      const bodies = body.value ?? [body];
      expect(bodies).not.toEqual([]);
      for (const one of bodies) expect(objections(kind, one)).toEqual([]);
    }
  });
});

test('an app is deployed for each service', async () => {
  const fake = await startFakeResourceManager('key');
  onTestFinished(() => fake[Symbol.asyncDispose]());
  expect(fake.apps.map(({ service }) => service)).toEqual(serviceNames);
});

describe('the check itself', () => {
  const site = { id: 'x', name: 'x', type: 'x' };

  test.each([
    ['HostKeys', { properties: {} }],
    ['HostKeys', { functionKeys: { default: 1 } }],
    ['Site', { ...site, properties: { functionAppConfig: { runtime: { version: 22 } } } }],
    ['Site', { ...site, properties: { functionAppConfig: { scale: null } } }],
    ['Site', { ...site, properties: { redundancyMode: 'Nonesuch' } }],
    ['AuthSettingsV2', { ...site, properties: { platform: { on: true } } }],
    [
      'AuthSettingsV2',
      { ...site, properties: { globalValidation: { unauthenticatedClientAction: 'Return418' } } },
    ],
    ['DeploymentStatus', { ...site, properties: { status: 'Done' } }],
    ['AppSettings', { ...site, properties: { A: 1 } }],
    ['Function', { id: 'x', name: 'x', type: 'x' }],
  ])('finds what is wrong with %s %j', (kind, body) => {
    expect(objections(kind, body)).not.toEqual([]);
  });
});
