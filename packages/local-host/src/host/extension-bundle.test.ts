import { expect, test } from 'vitest';
import { useAppFolder } from '../testing/app-folder.ts';
import { verifies } from '../testing/verifies.ts';
import { readHostJson } from '../settings/host-json.ts';
import { requireExtensionBundle } from './extension-bundle.ts';

verifies('host.extension-bundle');

const stable = 'Microsoft.Azure.Functions.ExtensionBundle';

async function check(
  extensionBundle: { id?: string; version?: string } | undefined,
  type: 'mcptooltrigger' | 'mcpresourcetrigger' | 'mcpprompttrigger',
  files = {},
): Promise<string> {
  const appRoot = await useAppFolder({
    'host.json': { version: '2.0', extensionBundle },
    ...files,
  });
  const context = { appRoot, hostJson: await readHostJson(appRoot, {}) };
  return requireExtensionBundle(context, [type]).then(
    () => 'fine',
    (error: Error) => error.message,
  );
}

test.each([
  [stable, '[4.36.0, 5.0.0)'],
  [stable, '[4.*, 5.0.0)'],
  [stable, '(4.0.0, 4.35.1)'],
  [stable, '[4.35.0]'],
  [`${stable}.Preview`, '[4.40, 5.0.0)'],
  [stable.toUpperCase(), '[4.0.0, 6.0.0)'],
])('%s %s has every MCP trigger', async (id, version) => {
  expect(await check({ id, version }, 'mcpprompttrigger')).toBe('fine');
});

test.each([
  ['mcptooltrigger', '[4.0.0, 4.32.0)', /ends before 4\.32\.0, the first with mcpToolTrigger/],
  ['mcptooltrigger', '[3.3.0, 4.0.0)', /ends before 4\.32\.0/],
  [
    'mcpresourcetrigger',
    '[4.0.0, 4.33)',
    /ends before 4\.33\.0, the first with mcpResourceTrigger/,
  ],
  ['mcpprompttrigger', '[4.34.0]', /ends before 4\.35\.0, the first with mcpPromptTrigger/],
  ['mcptooltrigger', '4.36.0', /is no range of versions/],
  ['mcptooltrigger', '', /is no range of versions/],
] as const)('%s is not in %j', async (type, version, message) => {
  expect(await check({ id: stable, version }, type)).toMatch(message);
});

test('a bundle of somebody else is refused', async () => {
  const message = await check({ id: 'My.Bundle', version: '[4.36.0, 5.0.0)' }, 'mcptooltrigger');
  expect(message).toContain("the extension bundle 'My.Bundle' is none of Azure Functions");
});

test('extensions that were installed by hand do as well as a bundle; neither does not', async () => {
  const installed = { 'bin/extensions.json': '{}' };
  expect(await check(undefined, 'mcptooltrigger', installed)).toBe('fine');
  expect(await check(undefined, 'mcptooltrigger')).toContain('names no extension bundle');
});
