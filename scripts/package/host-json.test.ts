import { describe, expect, test } from 'vitest';
import { appNamed } from './apps.ts';
import { authModes } from '@side-by-side/azure';
import { stampHostJson } from './host-json.ts';

const extension = appNamed('extension-server');
const selfHosted = appNamed('self-hosted-server');

const handler = (...args: string[]) => ({
  customHandler: { description: { defaultExecutablePath: 'node', arguments: args } },
});

describe('the levels', () => {
  test.each([
    ['entra', 'Anonymous', 'anonymous'],
    ['key', 'System', 'function'],
    ['anonymous', 'Anonymous', 'anonymous'],
  ] as const)('%s makes them %s and %s', (authMode, webhook, http) => {
    expect(stampHostJson({}, authMode, extension)).toEqual({
      extensions: { mcp: { system: { webhookAuthorizationLevel: webhook } } },
    });
    expect(stampHostJson(handler('src/main.ts'), authMode, selfHosted)).toMatchObject({
      customHandler: { http: { DefaultAuthorizationLevel: http } },
    });
  });

  test.each(authModes)('%s changes nothing else', (authMode) => {
    const hostJson = {
      version: '2.0',
      logging: { logLevel: { default: 'Warning' } },
      extensions: { mcp: { serverName: 'mine', system: { other: 1 } }, http: { routePrefix: '' } },
    };
    const stamped = stampHostJson(hostJson, authMode, extension) as typeof hostJson;
    expect(stamped).toMatchObject(hostJson);
    expect(Object.keys(stamped)).toEqual(Object.keys(hostJson));
    expect(hostJson.extensions.mcp.system).toEqual({ other: 1 });
  });
});

test('the bundle stands where the source stood, between the same arguments', () => {
  const hostJson = handler('--max-semi-space-size=4', './src/main.ts', '--verbose');
  expect(stampHostJson(hostJson, 'key', selfHosted)).toMatchObject(
    handler('--max-semi-space-size=4', 'dist/index.mjs', '--verbose'),
  );
});

test.each([[handler('src/other.ts')], [handler()], [{ customHandler: {} }]])(
  'a custom handler that does not start what is bundled is refused: %j',
  (hostJson) => {
    expect(() => stampHostJson(hostJson, 'key', selfHosted)).toThrow(
      'apps/self-hosted-server/host.json: customHandler.description.arguments does not name src/main.ts',
    );
  },
);

test('the reference to a schema, which the schema itself does not allow, stays behind', () => {
  expect(
    stampHostJson({ $schema: 'https://…', version: '2.0' }, 'key', extension),
  ).not.toHaveProperty('$schema');
});
