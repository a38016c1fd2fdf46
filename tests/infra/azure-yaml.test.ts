import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { describe, expect, test } from 'vitest';
import { hooks } from '../../scripts/hooks/hooks.ts';
import { readSettings } from '../../scripts/hooks/settings.ts';
import { deployFolderOf, packagedApps } from '../../scripts/package/apps.ts';
import { isTemplate, projectFiles, root } from '../support/repository.ts';
import { azureYaml, readVariable } from './support/azure-yaml.ts';

const readJson = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));
const services = Object.entries(azureYaml.services);

test('azure.yaml is valid', () => {
  const schema = readJson('tests/infra/schemas/azure.yaml.json') as object;
  const ajv = new Ajv2019({ strict: false });
  // Schemas of hosts that are not ours stand elsewhere.
  const elsewhere = JSON.stringify(schema).matchAll(/"\$ref":"(https:[^"#]+)/g);
  for (const url of new Set([...elsewhere].map((match) => match[1]!))) ajv.addSchema({ $id: url });
  const validate = ajv.compile(schema);
  validate(azureYaml);
  expect(validate.errors).toBeNull();
});

test.each(packagedApps.map(({ name }) => name))('host.json of %s is valid', (name) => {
  const ajv = new Ajv({ strict: false });
  const validate = ajv.compile(readJson('tests/infra/schemas/host.json') as object);
  const { $schema, ...hostJson } = readJson(`apps/${name}/host.json`) as {
    $schema: string;
    customHandler?: { http: { DefaultAuthorizationLevel?: string } };
  };
  expect($schema).toMatch(/host\.json$/);
  // The schema knows neither the line that tells editors of it, nor the level of custom handlers.
  delete hostJson.customHandler?.http.DefaultAuthorizationLevel;
  validate(hostJson);
  expect(validate.errors).toBeNull();
});

test('azd is told its version and the template, as the project has them', () => {
  const { name, version } = readJson('package.json') as { name: string; version: string };
  expect(azureYaml.name).toBe(name);
  expect(azureYaml.metadata.template).toBe(`${name}@${version}`);
  expect(azureYaml.requiredVersions.azd).toBe('>= 1.25.0');
  expect(existsSync(join(root, azureYaml.infra.path, `${azureYaml.infra.module}.bicep`))).toBe(
    true,
  );
});

test('each app that can be packaged is a service, and known to the hooks', () => {
  const names = packagedApps.map(({ name }) => name);
  expect(Object.keys(azureYaml.services)).toEqual(names);
  expect(readSettings({}).services.map(({ name }) => name)).toEqual(names);
});

describe.each(services)('service %s', (name, service) => {
  test('is a function app that is bundled here, never on Azure', () => {
    expect(service).toMatchObject({ host: 'function', language: 'ts', remoteBuild: false });
  });

  test('is built with the npm of Node, from a folder without dependencies', () => {
    expect(service.config).toEqual({ packageManager: 'npm' });
    const manifest = readJson(join(service.project, 'package.json')) as Record<string, unknown>;
    expect(Object.keys(manifest)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/dependencies$/i)]),
    );
    expect(manifest['scripts']).toEqual({
      build: `node ../../../scripts/run.mjs package ${name}`,
    });
    expect(existsSync(join(root, service.project, '../../../scripts/run.mjs'))).toBe(true);
    // azd would ask for a remote build, or stop, over an ignore file in this folder.
    const inFolder = projectFiles().filter((file) => `./${file}`.startsWith(`${service.project}/`));
    expect(inFolder).toEqual([`apps/${name}/azd/package.json`]);
  });

  test('uploads the deploy folder', () => {
    const app = packagedApps.find((candidate) => candidate.name === name)!;
    expect(join(root, service.project, service.dist)).toBe(deployFolderOf(root, app));
  });
});

describe.each(Object.entries(azureYaml.hooks))('hook %s', (name, hook) => {
  const command = `node scripts/run.mjs hook ${name}`;

  test('runs the same command everywhere, in a shell that each system has, and can be read', () => {
    expect(hook).toEqual({
      windows: { shell: 'pwsh', run: command, interactive: true },
      posix: { shell: 'sh', run: command, interactive: true },
    });
  });
});

test('every hook that is written is called', () => {
  expect(Object.keys(azureYaml.hooks).toSorted()).toEqual(Object.keys(hooks).toSorted());
});

test.skipIf(process.platform === 'win32')('a hook does its work where azd calls it', async () => {
  const { shell, run } = azureYaml.hooks['postdeploy']!.posix;
  const { stdout } = await promisify(execFile)(shell, ['-c', run], {
    cwd: root,
    env: {
      ...process.env,
      AZURE_ENV_NAME: 'test',
      AUTH_MODE: 'anonymous',
      SERVICE_SELF_HOSTED_SERVER_MCP_URL: 'https://self.example/mcp',
    },
  });
  expect(stdout).toContain('Self-hosted server  https://self.example/mcp');
});

test.skipIf(process.platform === 'win32')('a hook that objects stops azd', async () => {
  const { shell, run } = azureYaml.hooks['predeploy']!.posix;
  const env = { ...process.env, AUTH_MODE: 'key', PROVISIONED_AUTH_MODE: 'entra' };
  await expect(promisify(execFile)(shell, ['-c', run], { cwd: root, env })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Azure is set up for entra') as string,
  });
});

test.runIf(isTemplate)('azd init leaves out what only serves the template', () => {
  const ignored = readFileSync(join(root, '.azdignore'), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));
  expect(ignored).toEqual(['.ci/']);
});

test.each(services)('%s is deployed where the condition says so', (name, service) => {
  const variable = `DEPLOY_${name.toUpperCase().replaceAll('-', '_')}`;
  expect(readVariable(service.condition)).toEqual({ name: variable, fallback: 'true' });
});
