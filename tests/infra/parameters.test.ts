import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { authModes, numberSettings, switchSettings } from '@side-by-side/azure';
import { readSettings } from '../../scripts/hooks/settings.ts';
import { root } from '../support/repository.ts';
import { azureYaml, parameterValues, readVariable } from './support/azure-yaml.ts';
import { plain, readBicep, readDeclaration } from './support/bicep.ts';

const declarations = readBicep('main.bicep');
const parameters = declarations.filter(({ kind }) => kind === 'param');
const outputs = declarations.filter(({ kind }) => kind === 'output').map(({ name }) => name);
const values = parameterValues();
const variables = Object.values(values).map((value) => readVariable(value).name);

/** What azd asks for or knows by itself. */
const ofAzd = ['environmentName', 'location'];
/** What azd fills in with who is signed in. */
const principal = ['AZURE_PRINCIPAL_ID', 'AZURE_PRINCIPAL_TYPE'];

test('every parameter is filled from one variable, and every variable fills one', () => {
  expect(Object.keys(values)).toEqual(parameters.map(({ name }) => name));
  expect(new Set(variables).size).toBe(variables.length);
});

describe.each(parameters.map((parameter) => [parameter.name, parameter] as const))(
  'parameter %s',
  (name, { type, value, decorators }) => {
    test('is described', () => {
      expect(decorators.join('\n')).toMatch(/^@description\('.{10,}'\)$/m);
    });

    test('has a default, the same in both places, or is azd’s own', () => {
      const { fallback } = readVariable(values[name]!);
      const text = typeof value === 'string' ? value.replaceAll("'", '') : undefined;
      if (ofAzd.includes(name)) expect([value, fallback]).toEqual([undefined, undefined]);
      else if (type.startsWith('{')) expect([plain(value), fallback]).toEqual([{}, undefined]);
      else expect(fallback ?? '').toBe(text);
    });

    test('has a variable that says the same', () => {
      const words = name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
      const { name: variable } = readVariable(values[name]!);
      const expected = { ENVIRONMENT_NAME: 'AZURE_ENV_NAME', NODE_VERSION: 'APP_NODE_VERSION' };
      const own = ['AZURE_LOCATION', ...principal].find((known) => known === `AZURE_${words}`);
      expect(variable).toBe(own ?? (expected as Record<string, string>)[words] ?? words);
    });
  },
);

test('the region that azd proposes is one of those that it may be', () => {
  const { decorators } = parameters.find(({ name }) => name === 'location')!;
  const text = decorators.join('\n');
  const proposed = /azd: \{ type: 'location', default: '(\w+)' \}/.exec(text)?.[1];
  const allowed = [...(/@allowed\(\[([^\]]*)\]\)/.exec(text)?.[1] ?? '').matchAll(/'(\w+)'/g)];
  expect(allowed.map((match) => match[1])).toContain(proposed);
});

test.each([
  ['bool', switchSettings],
  ['int', Object.keys(numberSettings)],
])('each %s is known as one, as azd drops in silence what it cannot read', (type, settings) => {
  const typed = parameters.filter((parameter) => parameter.type === type);
  expect(typed.map(({ name }) => readVariable(values[name]!).name)).toEqual(settings);
});

test('no variable is one that images of Node set, which azd would take for a setting', () => {
  expect(variables).not.toEqual(expect.arrayContaining(['NODE_VERSION']));
});

test('the auth mode is one of those that packages are stamped with, and defaults alike in azd', () => {
  const type = readDeclaration('modules/function-app.bicep', 'authModeType');
  expect(type.value).toBe(authModes.map((mode) => `'${mode}'`).join(' | '));
  expect(parameters.find(({ name }) => name === 'authMode')).toMatchObject({
    type: 'authModeType',
    value: `'${readSettings({ AZURE_ENV_NAME: 'x' }).authMode}'`,
  });
});

test('what switches a service switches its part of the infrastructure', () => {
  for (const [name, { condition }] of Object.entries(azureYaml.services)) {
    const module = declarations.find(
      ({ kind, value }) =>
        kind === 'module' && JSON.stringify(plain(value)).includes(`"serviceName":"'${name}'"`),
    );
    expect(values[module?.condition ?? '']).toBe(condition);
  }
});

describe('outputs', () => {
  test('never carry the name of a setting, which azd would freeze', () => {
    expect(outputs.filter((name) => variables.includes(name))).toEqual([]);
  });

  test('are what the hooks and the commands read', () => {
    const environmentServices = 'packages/azure/src/environment/environment-services.ts';
    const source = readFileSync(join(root, environmentServices), 'utf8');
    const services = [...source.matchAll(/key: '(\w+)',\s*short: '(\w+)'/g)];
    expect(services).toHaveLength(2);
    const read = services.flatMap(([, key, short]) => [
      `SERVICE_${key}_NAME`,
      `SERVICE_${key}_MCP_URL`,
      `PROVISIONED_${short}_PRINCIPAL_ID`,
      `PROVISIONED_${short}_AUTH_CLIENT_ID`,
      `PROVISIONED_${short}_AUTH_IDENTIFIER_URI`,
    ]);
    const others = ['AZURE_RESOURCE_GROUP', 'PROVISIONED_AUTH_MODE', 'PROVISIONED_REGISTRATIONS'];
    expect(outputs).toEqual(expect.arrayContaining([...read, ...others]));
    // With each of them set, none is left unread.
    const settings = readSettings(Object.fromEntries(outputs.map((name) => [name, name])));
    const seen = JSON.stringify(settings);
    expect([...read, ...others].filter((name) => !seen.includes(`"${name}"`))).toEqual([]);
  });

  test('carry registrations to the pipeline', () => {
    expect(outputs).toEqual(expect.arrayContaining([...azureYaml.pipeline.variables]));
    // A pipeline maps each of them to the setting of the same name without its first word.
    expect(azureYaml.pipeline.variables).toEqual(
      variables
        .filter((name) => /_AUTH_(?:CLIENT_ID|IDENTIFIER_URI)$/.test(name))
        .map((name) => `PROVISIONED_${name}`),
    );
  });

  test('lead to the endpoints that each server has', () => {
    const url = (name: string) => JSON.stringify(plain(readDeclaration('main.bicep', name).value));
    expect(url('SERVICE_EXTENSION_SERVER_MCP_URL')).toContain('/runtime/webhooks/mcp');
    expect(url('SERVICE_SELF_HOSTED_SERVER_MCP_URL')).toContain('/mcp');
  });

  test('are described', () => {
    const undescribed = declarations.filter(
      ({ kind, decorators }) => kind === 'output' && decorators.length === 0,
    );
    expect(undescribed).toEqual([]);
  });
});

describe('docs/deploy.md', () => {
  const page = readFileSync(join(root, 'docs/deploy.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));

  test('has a row for each setting, with its default', () => {
    const undocumented = Object.values(values)
      .map(readVariable)
      .filter(({ name }) => !principal.includes(name))
      .filter(({ name, fallback }) => {
        const [, setting, said] =
          rows.find((line) => line.includes(`| \`${name}\``))?.split('|') ?? [];
        return !setting || (fallback !== undefined && said?.trim() !== `\`${fallback}\``);
      });
    expect(undocumented).toEqual([]);
  });

  test('has no row for a setting that does not exist', () => {
    const known = [...variables, ...outputs, 'DELETE_REGISTRATIONS'];
    const named = rows.flatMap((line) => /^\| `([A-Z][A-Z0-9_]+)`/.exec(line)?.[1] ?? []);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('says in its first paragraph how to deploy without rights in the directory', () => {
    const [, first] = page.split('\n\n');
    expect(first).toContain('AUTH_MODE key');
  });
});
