import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

const here = resolve('/some/where');

test('without a word both local servers are compared', async () => {
  expect(await readSettings({}, [], here)).toMatchObject({
    thoroughness: 'usual',
    urls: undefined,
    environment: undefined,
    folder: join(here, 'reports', 'compare'),
    baseline: undefined,
    wantsCost: false,
  });
});

test('what is said counts', async () => {
  const words = ['--url', 'https://a.example/mcp', '--url', 'https://b.example/mcp'];
  const args = { full: true, tool: 'look', out: 'x', threshold: '0.1', 'always-ready': '1' };
  expect(await readSettings(args, words, here)).toMatchObject({
    thoroughness: 'full',
    urls: [new URL('https://a.example/mcp'), new URL('https://b.example/mcp')],
    tool: 'look',
    folder: join(here, 'x'),
    threshold: 0.1,
    load: { alwaysReadyInstances: 1 },
    wantsCost: true,
  });
});

test('an azd environment is not named beside addresses, nor without a name', async () => {
  expect(await readSettings({ env: 'dev' }, [], here)).toMatchObject({ environment: 'dev' });
  const words = ['--url', 'https://a.example/mcp', '--url', 'https://b.example/mcp'];
  await expect(readSettings({ env: 'dev' }, words, here)).rejects.toThrow('Give --env or --url');
  await expect(readSettings({ env: '' }, [], here)).rejects.toThrow('--env: the name of an azd');
});

test.each([
  [{ quick: true, full: true }, '--quick and --full exclude each other.'],
  [{ threshold: 'a fifth' }, "--threshold: 'a fifth' is no number such as"],
  [{ threshold: '-1' }, "--threshold: '-1' is no number"],
  [{ baseline: 'none.json' }, `The baseline ${join(here, 'none.json')} cannot be read`],
  [{ prices: 'none.json' }, `--prices: ${join(here, 'none.json')} is no list of prices.`],
])('%j is refused before anything is measured', async (args, message) => {
  await expect(readSettings(args, [], here)).rejects.toThrow(message);
});
