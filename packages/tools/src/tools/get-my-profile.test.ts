import { expect, test } from 'vitest';
import { callTool } from '../contract/call-tool.ts';
import { availableCatalogue, defineCatalogue } from '../contract/catalogue.ts';
import { ToolError } from '../contract/errors.ts';
import { lintCatalogue } from '../contract/lint.ts';
import type { Profiles } from '../services/profile/profile.ts';
import { testContext } from '../testing.ts';
import { getMyProfile } from './get-my-profile.ts';

const catalogue = defineCatalogue({ tools: [getMyProfile] });
const caller = { id: 'ann', scopes: ['user_impersonation'], roles: [] };

function contextWith(mine: Profiles['mine']) {
  const context = testContext({ caller, callerToken: () => 'token of ann' });
  return { ...context, services: { ...context.services, profiles: { mine } } };
}

test('the lint finds nothing wrong with it', () => {
  expect(lintCatalogue(catalogue)).toEqual([]);
});

test('a server has it where profiles can be read', () => {
  const { services } = contextWith(async () => ({ userPrincipalName: 'ann@example.com' }));
  expect(availableCatalogue(catalogue, services).tools).toHaveLength(1);
  expect(availableCatalogue(catalogue, testContext().services).tools).toEqual([]);
});

test('asks for the profile of the caller, with their token, for as long as they wait', async () => {
  const profile = { userPrincipalName: 'ann@example.com', jobTitle: 'Gardener' };
  const context = contextWith(async ({ caller: who, callerToken }, { signal }) => {
    expect([who, callerToken?.(), signal]).toEqual([caller, 'token of ann', context.signal]);
    return profile;
  });
  expect(await callTool(catalogue, 'get_my_profile', {}, context)).toEqual({
    content: [{ type: 'text', text: JSON.stringify(profile) }],
    structuredContent: profile,
  });
});

test('tells why there is none', async () => {
  const context = contextWith(async () => {
    throw new ToolError('Agree first.');
  });
  expect(await callTool(catalogue, 'get_my_profile', {}, context)).toMatchObject({
    isError: true,
    content: [{ text: 'Agree first.' }],
  });
});

test('asks nobody where nobody is signed in', async () => {
  const {
    caller: _,
    callerToken: __,
    ...nobody
  } = contextWith(async () => {
    throw new Error('This must not be asked.');
  });
  expect(await callTool(catalogue, 'get_my_profile', {}, nobody)).toMatchObject({
    isError: true,
    content: [{ text: 'This tool is only for signed-in callers.' }],
  });
});
