import { chmod, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { UsageError } from '@side-by-side/local-host/errors';
import { useAppFolder } from '@side-by-side/local-host/testing';
import { describe, expect, test } from 'vitest';
import { readEnvironment } from './read-environment.ts';
import { type RunProgram, runProgram } from '../programs/run-program.ts';

const noAzd: RunProgram = async () => {
  throw new Error('spawn azd ENOENT');
};

const dev = 'AZURE_RESOURCE_GROUP="rg-dev"\n';
const prod = 'AZURE_RESOURCE_GROUP="rg-prod"\n';
const both = { '.azure/dev/.env': dev, '.azure/prod/.env': prod };

describe('which environment', () => {
  test.each([
    ['the one that --env names', { name: 'prod', env: { AZURE_ENV_NAME: 'dev' } }, 'prod'],
    ['else that of AZURE_ENV_NAME', { env: { AZURE_ENV_NAME: 'prod' } }, 'prod'],
    ['else the default one of azd', { env: { AZURE_ENV_NAME: ' ' } }, 'dev'],
  ])('%s', async (_, options, name) => {
    const config = '{"version":1,"defaultEnvironment":"dev"}';
    const root = await useAppFolder({ ...both, '.azure/config.json': config });
    const found = await readEnvironment({ root, run: noAzd, ...options });
    expect(found).toMatchObject({ name, source: 'file' });
    expect(found.values).toEqual({ AZURE_RESOURCE_GROUP: `rg-${name}`, AZURE_ENV_NAME: name });
  });

  test.each(['{}', '{"defaultEnvironment":""}', 'not JSON', '[]'])(
    'else the only one that there is: %s',
    async (config) => {
      const root = await useAppFolder({ '.azure/dev/.env': dev, '.azure/config.json': config });
      const found = await readEnvironment({ root, run: noAzd, env: {} });
      expect(found).toMatchObject({ name: 'dev', because: 'the only one' });
    },
  );

  test('is asked for where there are several', async () => {
    const root = await useAppFolder(both);
    await expect(readEnvironment({ root, run: noAzd, env: {} })).rejects.toThrow(
      /Which azd environment\? There are: (?:dev, prod|prod, dev)\. Say --env NAME, or: azd env select NAME/,
    );
  });

  test('is none where there is none', async () => {
    const root = await useAppFolder({ 'azure.yaml': '' });
    await expect(readEnvironment({ root, run: noAzd, env: {} })).rejects.toThrow(
      'There is no azd environment here. azd up makes one',
    );
  });

  test.each(['stage', '../dev'])(
    'is never another than the one that was named: %s',
    async (name) => {
      const root = await useAppFolder({ '.azure/dev/.env': dev });
      const env = { AZURE_ENV_NAME: 'dev', AZURE_RESOURCE_GROUP: 'rg-dev' };
      await expect(readEnvironment({ root, name, run: noAzd, env })).rejects.toThrow(
        `There is no azd environment '${name}' (.azure/NAME/.env). There are: dev.`,
      );
    },
  );
});

test.each(['a&calc', '../dev', 'a b', '$(x)', '%PATH%', '', 'a\nb', 'x'.repeat(65)])(
  'a name that azd would not take is not handed to it: %j',
  async (name) => {
    const asked: string[] = [];
    const run = async (program: string) => {
      asked.push(program);
      return '{"A":"1"}';
    };
    const root = await useAppFolder({
      '.azure/config.json': JSON.stringify({ defaultEnvironment: name }),
    });
    for (const how of [{ name }, { env: { AZURE_ENV_NAME: name } }, {}]) {
      await expect(readEnvironment({ root, env: {}, run, ...how })).rejects.toThrow(UsageError);
    }
    expect(asked).toEqual([]);
  },
);

describe('its values', () => {
  test('are what azd says, which may keep them elsewhere', async () => {
    const calls: unknown[] = [];
    const run: RunProgram = async (program, args, { cwd }) => {
      calls.push([program, ...args, cwd]);
      return '{"AZURE_RESOURCE_GROUP":"rg-from-azd","AZURE_ENV_NAME":"dev","NUMBER":5}';
    };
    const root = await useAppFolder({ '.azure/dev/.env': dev });
    const found = await readEnvironment({ root, run, env: {} });
    expect(found.source).toBe('azd');
    expect(found.values).toEqual({ AZURE_RESOURCE_GROUP: 'rg-from-azd', AZURE_ENV_NAME: 'dev' });
    expect(calls).toEqual([
      ['azd', 'env', 'get-values', '--environment', 'dev', '--output', 'json', '--no-prompt', root],
    ]);
  });

  test.each(['', 'ERROR: no environment', '[]', '{}', 'null'])(
    'are those of the file where azd says nothing of use: %j',
    async (said) => {
      const root = await useAppFolder({ '.azure/dev/.env': dev });
      const found = await readEnvironment({ root, run: async () => said, env: {} });
      expect(found).toMatchObject({ source: 'file', values: { AZURE_RESOURCE_GROUP: 'rg-dev' } });
    },
  );

  test('are those of the process where azd keeps none, as the settings of a pipeline are', async () => {
    // What `azd provision` leaves in a pipeline: where it deployed to and the outputs, but no setting.
    const kept = { AZURE_ENV_NAME: 'ci', PROVISIONED_AUTH_MODE: 'key', ALLOWED_ORIGINS: '' };
    const run: RunProgram = async () => JSON.stringify(kept);
    const root = await useAppFolder({ 'azure.yaml': '' });
    const settings = { AUTH_MODE: 'key', DEPLOY_SELF_HOSTED_SERVER: 'false' };
    const env = { AZURE_ENV_NAME: 'ci', ...settings, ALLOWED_ORIGINS: 'https://app.example' };
    const { AZURE_ENV_NAME: _, ...shell } = env;
    for (const process of [env, shell, { ...shell, AZURE_ENV_NAME: ' ci ' }]) {
      const found = await readEnvironment({ root, name: 'ci', run, env: process });
      expect(found.values).toEqual({ ...kept, ...settings });
    }
  });

  test('are never those of a process that another environment was given to', async () => {
    const root = await useAppFolder(both);
    const env = { AZURE_ENV_NAME: 'dev', AUTH_MODE: 'anonymous', AZURE_TENANT_ID: 'of dev' };
    const found = await readEnvironment({ root, name: 'prod', run: noAzd, env });
    expect(found.values).toEqual({ AZURE_RESOURCE_GROUP: 'rg-prod', AZURE_ENV_NAME: 'prod' });
  });

  test('are those of the process in a pipeline, which has no file', async () => {
    const root = await useAppFolder({ 'azure.yaml': '' });
    const env = { AZURE_ENV_NAME: 'ci', AZURE_RESOURCE_GROUP: 'rg-ci' };
    const found = await readEnvironment({ root, run: noAzd, env });
    expect(found).toMatchObject({ name: 'ci', source: 'process', values: env });
  });
});

describe('what azd finds on Azure', () => {
  const root = '/nowhere';
  const env = { AZURE_ENV_NAME: 'ci' };
  const shown = {
    name: 'functions-mcp-side-by-side',
    services: {
      'extension-server': {
        project: { path: 'apps/extension-server/azd', language: 'ts' },
        target: {
          resourceIds: ['/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/a'],
        },
        ingresUrl: 'https://a.azurewebsites.net/',
      },
      'self-hosted-server': { project: { path: 'apps/self-hosted-server/azd', language: 'ts' } },
    },
  };

  test('is asked for when it is needed, and only then', async () => {
    const asked: string[] = [];
    const run: RunProgram = async (_, args) => {
      asked.push(args[0]!);
      if (args[0] === 'show') return JSON.stringify(shown);
      throw new Error('no such environment');
    };
    const found = await readEnvironment({ root, run, env });
    expect(asked).toEqual(['env']);
    expect(await found.resourceIds()).toEqual({
      'extension-server': shown.services['extension-server'].target.resourceIds,
      'self-hosted-server': [],
    });
  });

  test.each(['', '{"services":[]}', '{"services":{"x":null}}', '7'])(
    'or nothing: %j',
    async (said) => {
      const run: RunProgram = async (_, args) => (args[0] === 'show' ? said : '');
      const found = await readEnvironment({ root, run, env });
      expect(Object.values(await found.resourceIds()).flat()).toEqual([]);
    },
  );
});

test.skipIf(process.platform === 'win32')(
  'a real program is started, and not waited for without end',
  async () => {
    const root = await useAppFolder({
      'bin/azd': '#!/bin/sh\necho "$@" > "$PWD/asked"\nprintf \'{"A":"b"}\'\n',
      'bin/slow': '#!/bin/sh\nexec sleep 600\n',
    });
    const bin = join(root, 'bin');
    await Promise.all(['azd', 'slow'].map((program) => chmod(join(bin, program), 0o755)));
    const run: RunProgram = async (program, args, options) => {
      const path = process.env['PATH'];
      process.env['PATH'] = `${bin}${delimiter}${path}`;
      try {
        return await runProgram(program, args, options);
      } finally {
        process.env['PATH'] = path;
      }
    };
    const found = await readEnvironment({ root, run, env: { AZURE_ENV_NAME: 'dev' } });
    expect(found).toMatchObject({ source: 'azd', values: { A: 'b' } });
    expect(await readFile(join(root, 'asked'), 'utf8')).toContain(
      'env get-values --environment dev',
    );
    await expect(run('slow', [], { cwd: root, timeoutMs: 50 })).rejects.toThrow('slow');
  },
);
