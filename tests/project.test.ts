import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generatedDocs } from '../scripts/docs/generated-docs.ts';
import { serverPlans } from '../scripts/start/servers.ts';
import { projectFiles, root } from './support/repository.ts';

const read = (file: string): string => readFileSync(join(root, file), 'utf8');

test('the lockfile names no registry', () => {
  expect(read('pnpm-lock.yaml')).not.toMatch(/https?:\/\//);
});

test('VS Code finds both local servers where npm start puts them', () => {
  const { servers } = JSON.parse(read('.vscode/mcp.json')) as {
    servers: Record<string, { url: string }>;
  };
  const urls = serverPlans(7070).map(({ port, path }) => `http://localhost:${port}${path}`);
  expect(Object.values(servers).map(({ url }) => url)).toEqual(urls);
});

test('plain Node can parse what it runs: no using declarations', () => {
  const sources = projectFiles().filter(
    (file) =>
      /^(?:apps|packages|scripts)\/.*\.ts$/.test(file) && !/\.test\.ts$|\/fixtures\//.test(file),
  );
  const offenders = sources.filter((file) => /^\s*(?:await )?using \w/m.test(read(file)));
  expect(offenders).toEqual([]);
});

test.each(Object.entries(generatedDocs))('%s is what npm run docs writes', async (file, render) => {
  expect(read(file)).toBe(await render(read(file)));
});

test('the example in the README of the local host is the one that runs as a test', () => {
  const example = read('packages/local-host/examples/your-app.test.ts');
  expect(read('packages/local-host/README.md')).toContain(`\`\`\`ts\n${example}\`\`\``);
});

describe('the apps', () => {
  test('ask for the extension bundle that has what they use', () => {
    const hostJson = JSON.parse(read('apps/extension-server/host.json')) as {
      extensionBundle: object;
    };
    expect(hostJson.extensionBundle).toEqual({
      id: 'Microsoft.Azure.Functions.ExtensionBundle',
      version: '[4.36.0, 5.0.0)',
    });
  });

  test('are closed where nothing else says so', () => {
    const extension = JSON.parse(read('apps/extension-server/host.json')) as {
      extensions: { mcp: { system: object } };
    };
    const selfHosted = JSON.parse(read('apps/self-hosted-server/host.json')) as {
      customHandler: { http: object };
    };
    expect(extension.extensions.mcp.system).toEqual({ webhookAuthorizationLevel: 'System' });
    expect(selfHosted.customHandler.http).toEqual({ DefaultAuthorizationLevel: 'function' });
  });

  test.each(['apps/extension-server', 'apps/self-hosted-server'])(
    '%s has no secret in its local settings',
    (app) => {
      const { Values } = JSON.parse(read(`${app}/local.settings.json`)) as {
        Values: Record<string, string>;
      };
      expect(Object.keys(Values)).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/key|secret|password/i)]),
      );
      expect(JSON.stringify(Values)).not.toMatch(/AccountKey=|SharedAccess/);
    },
  );
});
