import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useAppFolder } from '../testing/app-folder.ts';
import { readHostJson } from './host-json.ts';
import { verifies } from '../testing/verifies.ts';

verifies('host.host-json', 'host.profiles', 'host.webhook-level-setting');

async function read(hostJson: object | string, env: NodeJS.ProcessEnv = {}) {
  return readHostJson(await useAppFolder({ 'host.json': hostJson }), env);
}

describe('readHostJson', () => {
  test('reads settings in any letter case', async () => {
    const { settings } = await read({ Version: '2.0', Extensions: { MCP: { serverNAME: 'x' } } });
    expect(settings.text('extensions:mcp:serverName')).toBe('x');
  });

  test('allows comments and trailing commas', async () => {
    const { settings } = await read('{ // why\n "version": "2.0", "a": { "b": 1, }, }');
    expect(settings.integer('a:b')).toBe(1);
  });

  test.each(['mcp-custom-handler', 'MCP-Custom-Handler', 'web-app-custom-handler'])(
    'the profile %s sets three things and no more',
    async (configurationProfile) => {
      const { profile, settings } = await read({ version: '2.0', configurationProfile });
      expect(profile).toBe(configurationProfile.toLowerCase());
      expect(settings.flag('customHandler:enableProxyingHttpRequest')).toBe(true);
      expect(settings.text('extensions:http:routePrefix')).toBe('');
      expect(settings.text('customHandler:http:routes:0:route')).toBe('{*route}');
      expect(settings.text('customHandler:http:DefaultAuthorizationLevel')).toBeUndefined();
      expect(settings.text('customHandler:http:routes:1:route')).toBeUndefined();
    },
  );

  test('what host.json says wins over the profile, and an app setting over host.json', async () => {
    const { settings } = await read(
      {
        version: '2.0',
        configurationProfile: 'mcp-custom-handler',
        extensions: { http: { routePrefix: 'a' } },
        customHandler: { port: 1 },
      },
      { AzureFunctionsJobHost__customHandler__port: '2' },
    );
    expect(settings.text('extensions:http:routePrefix')).toBe('a');
    expect(settings.integer('customHandler:port')).toBe(2);
  });

  test.each(['AzureFunctionsJobHost__', 'azurefunctionsjobhost:'])(
    'but %s… does not open the webhook, which only host.json can',
    async (prefix) => {
      const name = `${prefix}extensions__MCP__system__webhookAuthorizationLevel`;
      const { settings } = await read({ version: '2.0' }, { [name]: 'Anonymous' });
      expect(settings.text('extensions:mcp:system:webhookAuthorizationLevel')).toBeUndefined();
    },
  );

  test.each([
    [
      'an unknown profile',
      { version: '2.0', configurationProfile: 'mcp' },
      'PROFILE_UNKNOWN',
      "Configuration profile 'mcp' is not supported. Supported values: default, mcp-custom-handler, web-app-custom-handler.",
    ],
    ['no version', {}, 'HOST_JSON_INVALID', 'the required property "version" is missing'],
    [
      'another version',
      { version: '1.0' },
      'HOST_JSON_INVALID',
      'the required property "version" is not "2.0"',
    ],
    ['no JSON', '{\n  "version": "2.0"\n  "x": 1\n}', 'HOST_JSON_INVALID', 'line 3'],
    ['a list', '[]', 'HOST_JSON_INVALID', 'its root is not an object'],
  ])('refuses %s, and names the file', async (_, hostJson, code, message) => {
    await expect(read(hostJson)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(/host\.json/),
      hint: expect.stringMatching(/\w/),
    });
    await expect(read(hostJson)).rejects.toThrow(message);
  });

  test('says that a folder is no app', async () => {
    const folder = await useAppFolder({});
    await expect(readHostJson(folder, {})).rejects.toMatchObject({ code: 'APP_NOT_FOUND' });
  });

  test('names the apps that are in a folder which is none itself', async () => {
    const folder = await useAppFolder({ 'src/app/host.json': { version: '2.0' } });
    await expect(readHostJson(folder, {})).rejects.toMatchObject({
      hint: expect.stringContaining(join(folder, 'src', 'app')),
    });
  });
});
