import { expect, test } from 'vitest';
import { callTool } from '../contract/call-tool.ts';
import { defineCatalogue } from '../contract/catalogue.ts';
import { testContext } from '../testing.ts';
import { whoAmI } from './who-am-i.ts';

const catalogue = defineCatalogue({ tools: [whoAmI] });

test('says that nobody is signed in', async () => {
  const { structuredContent } = await callTool(catalogue, 'who_am_i', {}, testContext());
  expect(structuredContent).toEqual({ signedIn: false, scopes: [], roles: [] });
});

test('tells who is signed in', async () => {
  const caller = {
    id: 'user-1',
    name: 'ann@example.com',
    tenantId: 't',
    clientId: 'c',
    scopes: ['a'],
    roles: ['Admin'],
  };
  const { structuredContent } = await callTool(catalogue, 'who_am_i', {}, testContext({ caller }));
  expect(structuredContent).toEqual({ signedIn: true, ...caller });
});
