import { expect, test } from 'vitest';
import { getSite } from '../arm/sites.ts';
import { resourceGroup } from '../testing/fake-resource-manager/fake-app.ts';
import { useFakeResourceManager } from '../testing/use-fake-resource-manager.ts';
import { readAppFacts } from './app-facts.ts';
import { explainHostDown } from './explain-host-down.ts';
import { sampleSubject } from './testing/sample-subject.ts';

/** Asks why the host at an address does not run; gives where the master key went, and what was understood. */
async function explain(address: string, errors: readonly string[]) {
  const { arm, apps } = await useFakeResourceManager('key');
  const { name, keys, settings } = apps[0];
  settings['MY_OWN'] = 'a-value-of-mine';
  const site = await getSite(arm, { resourceGroup, name });
  const subject = sampleSubject({ url: new URL(address), appName: name, site }, { resourceGroup });
  const asked: string[] = [];
  const explained = await explainHostDown(subject, await readAppFacts(subject, arm), {
    arm,
    headers: {},
    signal: new AbortController().signal,
    async fetch(url, init) {
      expect(new Headers(init?.headers).get('x-functions-key')).toBe(keys.masterKey);
      asked.push(String(url));
      return Response.json({ state: 'Error', errors });
    },
  });
  return { asked, explained };
}

test.each([
  'https://func-ext-abc.azurewebsites.net/runtime/webhooks/mcp',
  'https://mcp.contoso.com/runtime/webhooks/mcp',
  'https://of-somebody-else.azurewebsites.net/runtime/webhooks/mcp',
])('the key that opens everything goes to the app alone, be its address %s', async (address) => {
  const { asked } = await explain(address, ['It is broken.']);
  expect(asked).toEqual(['https://func-ext-abc.azurewebsites.net/admin/host/status']);
});

test('or to this machine', async () => {
  const { asked } = await explain('http://localhost:7071/runtime/webhooks/mcp', ['It is broken.']);
  expect(asked).toEqual(['http://localhost:7071/admin/host/status']);
});

test('what the host says is handed on, without the value of any setting', async () => {
  const { explained } = await explain('https://mcp.contoso.com/', ['It reads a-value-of-mine.']);
  expect(explained).toEqual({
    known: 'host-down',
    detail: 'The host says: It reads (hidden).',
  });
  expect((await explain('https://mcp.contoso.com/', [])).explained).toBeUndefined();
});
