import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../scripts/hooks/settings.ts';
import { azureYaml, parameterValues, readVariable } from '../infra/support/azure-yaml.ts';
import { readBicep } from '../infra/support/bicep.ts';
import { root } from '../support/repository.ts';
import { evaluate } from './support/expression.ts';
import { readJob } from './support/workflows.ts';

const declarations = readBicep('main.bicep');
const outputs = declarations.filter(({ kind }) => kind === 'output').map(({ name }) => name);
const parameters = Object.entries(parameterValues()).map(([name, value]) => ({
  name,
  variable: readVariable(value).name,
  fallback: readVariable(value).fallback,
}));
const job = readJob('deploy.yml', 'deploy').env!;

/** What azd fills in by itself, with who is signed in; whatever the environment says. */
const ofAzd = ['AZURE_PRINCIPAL_ID', 'AZURE_PRINCIPAL_TYPE'];
/** What `azd pipeline config` sets in every repository. */
const ofPipelines = {
  AZURE_CLIENT_ID: 'client',
  AZURE_TENANT_ID: 'tenant',
  AZURE_SUBSCRIPTION_ID: 'subscription',
  AZURE_ENV_NAME: 'prod',
  AZURE_LOCATION: 'eastus2',
};
const settings = parameters.filter(({ variable }) => !ofAzd.includes(variable));

/** A variable of the job, where these are set on GitHub. */
const given = (name: string, vars: Readonly<Record<string, string>> = {}): string =>
  evaluate(job[name]!, { ...ofPipelines, ...vars });

const environment = (vars?: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.keys(job).map((name) => [name, given(name, vars)]));

/** What azd makes of a parameter there: the default stands in for a variable that is empty, too. */
const parameter = (name: string, vars?: Readonly<Record<string, string>>): string => {
  const { variable, fallback } = parameters.find((candidate) => candidate.name === name)!;
  return given(variable, vars) || (fallback ?? '');
};

test('the job has what azd pipeline config sets, every setting, and nothing else', () => {
  const names = [...Object.keys(ofPipelines), ...settings.map(({ variable }) => variable)];
  expect(Object.keys(job).toSorted()).toEqual(
    [...new Set([...names, 'AZURE_PRINCIPAL_TYPE'])].toSorted(),
  );
  expect(environment()).toMatchObject({ ...ofPipelines, AZURE_PRINCIPAL_TYPE: 'ServicePrincipal' });
});

describe.each(settings)('$variable', ({ name, variable }) => {
  test('of the repository reaches the Bicep', () => {
    const value = variable === 'APP_SETTINGS' ? '{"A":"b"}' : 'set';
    expect(parameter(name, { [variable]: value }).split(',')[0]).toBe(value);
  });

  test('has its default where the repository does not set it', () => {
    if (variable in ofPipelines) return;
    const { value, type } = declarations.find((declaration) => declaration.name === name)!;
    const bicep = type.startsWith('{') ? '{}' : (value as string).replaceAll("'", '');
    const expected = variable === 'ALLOWED_APPLICATION_IDS' ? ',client' : bicep;
    expect(parameter(name)).toBe(expected);
  });
});

test('where nothing is set the hooks read what they read on a laptop', () => {
  expect(readSettings(environment())).toEqual(
    readSettings({ ...ofPipelines, AZURE_ENV_NAME: 'prod' }),
  );
});

describe('a pipeline without rights in the directory', () => {
  const servers = ['EXTENSION', 'SELF_HOSTED'];
  const names = servers.flatMap((server) =>
    ['CLIENT_ID', 'IDENTIFIER_URI'].map((part) => `${server}_AUTH_${part}`),
  );
  const provisioned = Object.fromEntries(
    names.map((name) => [`PROVISIONED_${name}`, `first ${name}`]),
  );

  test('gets the registrations of the first azd up: outputs, azure.yaml, job, parameters', () => {
    expect(Object.keys(provisioned).filter((name) => !outputs.includes(name))).toEqual([]);
    expect(azureYaml.pipeline.variables).toEqual(Object.keys(provisioned));
    for (const name of names) expect(given(name, provisioned)).toBe(`first ${name}`);
    const variables = parameters.map(({ variable }) => variable);
    expect(names.filter((name) => !variables.includes(name))).toEqual([]);
  });

  test.each(servers)('uses a registration of your own for %s instead, whole', (server) => {
    const own = { [`${server}_AUTH_CLIENT_ID`]: 'own' };
    const uri = `${server}_AUTH_IDENTIFIER_URI`;
    expect(environment({ ...provisioned, ...own })).toMatchObject({ ...own, [uri]: '' });
    const both = { ...own, [uri]: 'api://own' };
    expect(environment({ ...provisioned, ...both })).toMatchObject(both);
  });

  test('is let in by the servers that it verifies, beside whom you let in', () => {
    expect(parameter('allowedApplicationIds', { ALLOWED_APPLICATION_IDS: 'a,b' })).toBe(
      'a,b,client',
    );
    // The empty id in front is dropped there.
    expect(readFileSync(join(root, 'infra/main.bicep'), 'utf8')).toContain(
      "filter(map(split(allowedApplicationIds, ','), id => trim(id)), id => !empty(id))",
    );
  });
});

test('docs/pipeline.md names the variables that azd carries, and the one that it does not', () => {
  const page = readFileSync(join(root, 'docs/pipeline.md'), 'utf8');
  const named = [...Object.keys(ofPipelines), ...azureYaml.pipeline.variables, 'APP_SETTINGS'];
  expect(named.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
