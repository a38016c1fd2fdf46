import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBicep } from '../../scripts/infra/find-bicep.ts';
import { root } from '../support/repository.ts';

/**
 * What Azure would be asked to make, as the Bicep CLI evaluates it. Where there is no such CLI, or it cannot fetch the
 * Graph extension, these are skipped; the other suites read the source.
 */

interface Resource {
  readonly type: string;
  readonly name?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly properties: Record<string, never> & {
    siteConfig?: { appSettings: { name: string; value: string }[] };
    platform?: { enabled: boolean };
  };
}

const bicep = await findBicep();
const folder = await mkdtemp(join(tmpdir(), 'infra-'));
let whySkipped = bicep ? undefined : 'there is no Bicep CLI here';

async function run(...args: string[]): Promise<void> {
  await promisify(execFile)(bicep!, args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 });
}

beforeAll(async () => {
  await cp(join(root, 'infra'), folder, { recursive: true });
  if (whySkipped) return;
  await run('build', 'main.bicep', '--stdout').catch((error: unknown) => {
    if (!/BCP192/.test(String((error as { stderr?: unknown }).stderr))) throw error;
    whySkipped = 'the Graph extension could not be fetched';
  });
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function evaluate(parameters: Record<string, string>): Promise<Resource[]> {
  const lines = Object.entries({ environmentName: "'dev'", location: "'eastus2'", ...parameters });
  const file = join(folder, 'main.bicepparam');
  const text = lines.map(([name, value]) => `param ${name} = ${value}`).join('\n');
  await writeFile(file, `using 'main.bicep'\n${text}\n`);
  const id = (last: number): string => `00000000-0000-0000-0000-00000000000${last}`;
  const place = ['--subscription-id', id(1), '--tenant-id', id(2), '--location', 'eastus2'];
  await run('snapshot', file, '--mode', 'overwrite', ...place, '--deployment-name', 'test');
  const snapshot = JSON.parse(await readFile(join(folder, 'main.snapshot.json'), 'utf8')) as {
    predictedResources: Resource[];
    diagnostics: unknown[];
  };
  expect(snapshot.diagnostics).toEqual([]);
  return snapshot.predictedResources;
}

const settingsOf = ({ properties }: Resource): Record<string, string> =>
  Object.fromEntries(properties.siteConfig!.appSettings.map(({ name, value }) => [name, value]));
const ofType = (resources: Resource[], type: string): Resource[] =>
  resources.filter((resource) => resource.type === type);

describe.each([
  ['entra', true, 2],
  ['key', false, 0],
  ['anonymous', false, 0],
] as const)('auth mode %s', (mode, signsIn, registrations) => {
  test('makes both apps for it, tagged and with their own settings', async (context) => {
    if (whySkipped) context.skip(whySkipped);
    const resources = await evaluate({ authMode: `'${mode}'` });
    const sites = ofType(resources, 'Microsoft.Web/sites');
    expect(sites.map(({ tags }) => tags?.['azd-service-name'])).toEqual([
      'extension-server',
      'self-hosted-server',
    ]);
    const [extension, selfHosted] = sites.map(settingsOf);
    expect(extension).toMatchObject({ MCP_AUTH_MODE: mode, SNIPPETS_CONTAINER: 'snippets' });
    expect(extension).not.toHaveProperty('AzureWebJobsFeatureFlags');
    expect(selfHosted).toMatchObject({
      MCP_AUTH_MODE: mode,
      AzureWebJobsFeatureFlags: 'EnableMcpCustomHandlerPreview',
    });
    const scope = 'WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES';
    expect([extension, selfHosted].map((settings) => scope in settings!)).toEqual([
      signsIn,
      signsIn,
    ]);
    const easyAuth = ofType(resources, 'Microsoft.Web/sites/config');
    expect(easyAuth.map(({ properties }) => properties.platform?.enabled)).toEqual([
      signsIn,
      signsIn,
    ]);
    expect(ofType(resources, 'Microsoft.Graph/applications@v1.0')).toHaveLength(registrations);
    expect(ofType(resources, 'Microsoft.Authorization/roleAssignments')).toHaveLength(7);
  });
});

test('a site names what Flex Consumption takes, and no more', async (context) => {
  if (whySkipped) context.skip(whySkipped);
  for (const { properties } of ofType(await evaluate({}), 'Microsoft.Web/sites')) {
    expect(properties).toMatchObject({ httpsOnly: true, siteScopedCertificatesEnabled: true });
    expect(Object.keys(properties.siteConfig!).toSorted()).toEqual([
      'appSettings',
      'cors',
      'minTlsVersion',
      'scmMinTlsVersion',
    ]);
  }
});

test('one server alone has nothing of the other', async (context) => {
  if (whySkipped) context.skip(whySkipped);
  const resources = await evaluate({ deployExtensionServer: 'false' });
  expect(ofType(resources, 'Microsoft.Web/serverfarms')).toHaveLength(1);
  expect(ofType(resources, 'Microsoft.Authorization/roleAssignments')).toHaveLength(3);
  expect(JSON.stringify(resources)).not.toMatch(/func-ext|id-ext/);
});

test('given registrations are taken, and none is made', async (context) => {
  if (whySkipped) context.skip(whySkipped);
  const id = '11111111-1111-1111-1111-111111111111';
  const resources = await evaluate({
    extensionAuthClientId: `'${id}'`,
    extensionPublicUrl: "'https://mcp.example/runtime/webhooks/mcp'",
    selfHostedAuthClientId: `'${id}'`,
  });
  expect(ofType(resources, 'Microsoft.Graph/applications@v1.0')).toEqual([]);
  const sites = ofType(resources, 'Microsoft.Web/sites').map(settingsOf);
  expect(sites.map((site) => site['WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES'])).toEqual([
    'https://mcp.example/runtime/webhooks/mcp/user_impersonation',
    `api://${id}/user_impersonation`,
  ]);
});
