import { subscriptionId } from '@side-by-side/azure/rest/testing';
import { expect, test } from 'vitest';
import { postdeploy } from './postdeploy.ts';
import { prepare, provisioned, rehearse } from './testing/rehearse.ts';

test('says where both servers are, what clients ask tokens for, and looks at them', async () => {
  const { said, warned, looks, fake } = await rehearse(postdeploy, provisioned);
  expect(said).toEqual([
    '',
    '  Extension server    https://ext.example/runtime/webhooks/mcp',
    '  Self-hosted server  https://self.example/mcp',
    '',
    '  VS Code signs you in (AUTH_MODE=entra).',
    '  Other clients ask for a token to:',
    '    Extension server: api://tenant/a',
    '    Self-hosted server: api://tenant/b',
    '  What clients need: npm run connect -- --env test',
    '',
    'Looking at what was deployed, for three minutes at most …',
    'What was found.',
  ]);
  expect(looks).toBe(1);
  expect(warned).toEqual([]);
  expect(fake.requests).toEqual([]);
});

test('names the key that each server wants, and shows none', async () => {
  const { said } = await rehearse(postdeploy, { ...provisioned, AUTH_MODE: 'key' });
  expect(said.join('\n')).toContain(
    `az functionapp keys list --subscription ${subscriptionId} -g rg-test -n func-ext --query systemKeys.mcp_extension -o tsv\n`,
  );
  expect(said.join('\n')).toContain('-n func-self --query functionKeys.default -o tsv\n');
});

test('says that anyone may call', async () => {
  const { said } = await rehearse(postdeploy, { ...provisioned, AUTH_MODE: 'anonymous' });
  expect(said.join('\n')).toContain('Anyone may call them');
});

test('where nothing is deployed there is nothing to look at', async () => {
  const { said, looks } = await rehearse(postdeploy, {
    ...provisioned,
    DEPLOY_EXTENSION_SERVER: 'false',
    DEPLOY_SELF_HOSTED_SERVER: 'false',
  });
  expect(looks).toBe(0);
  expect(said.join('\n')).not.toContain('Looking');
});

test('what was found is said also where something is wrong', async () => {
  const rehearsal = await prepare();
  rehearsal.verified = false;
  await rehearsal.run(postdeploy);
  expect(rehearsal.said).toContain('What was found.');
});

test('names only what is deployed', async () => {
  const { said } = await rehearse(postdeploy, {
    ...provisioned,
    DEPLOY_EXTENSION_SERVER: 'false',
  });
  expect(said.join('\n')).not.toContain('Extension server');
});

test.each([
  ['something is wrong', false, 'not all is well'],
  ['it cannot be looked at', new Error('no network'), 'no network'],
])('does not stop azd where %s, and says how to look again', async (_, verified, message) => {
  const rehearsal = await prepare();
  rehearsal.verified = verified;
  await rehearsal.run(postdeploy);
  const last = rehearsal.said.at(-1);
  expect(last).toMatch(/^Warning: /);
  expect(last).toContain(message);
  expect(last).toContain('npm run verify -- --env test');
});
