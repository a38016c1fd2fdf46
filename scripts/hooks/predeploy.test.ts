import { describe, expect, test } from 'vitest';
import { predeploy } from './predeploy.ts';
import { forbidden } from '@side-by-side/azure/rest/testing';
import { provisioned, rehearse, start } from './testing/rehearse.ts';

const both = { 'extension-server': [['func-ext']], 'self-hosted-server': [['func-self']] };
const ago = (seconds: number): string => new Date(start - seconds * 1000).toISOString();
const old = { 'principal-a': [ago(3600)], 'principal-b': [ago(3600)] };

test('lets packages out at once where all has spread', async () => {
  const { said, warned, waited } = await rehearse(predeploy, provisioned, {
    tagged: both,
    roles: old,
  });
  expect([said, warned, waited]).toEqual([[], [], []]);
});

describe('the auth mode', () => {
  test.each([
    ['key', 'entra'],
    ['entra', 'key'],
    ['anonymous', 'key'],
    [undefined, 'anonymous'],
  ])('asked for %s, provisioned %s: stops', async (AUTH_MODE, PROVISIONED_AUTH_MODE) => {
    const env = { ...provisioned, ...(AUTH_MODE && { AUTH_MODE }), PROVISIONED_AUTH_MODE };
    await expect(rehearse(predeploy, env)).rejects.toThrow(
      `AUTH_MODE is ${AUTH_MODE ?? 'entra'}, but Azure is set up for ${PROVISIONED_AUTH_MODE}. Run \`azd provision\``,
    );
  });

  test.each(['key', 'entra', 'anonymous'])('%s in both places: goes on', async (mode) => {
    const env = { ...provisioned, AUTH_MODE: mode, PROVISIONED_AUTH_MODE: mode };
    const { warned } = await rehearse(predeploy, env, { tagged: both, roles: old });
    expect(warned).toEqual([]);
  });

  test('of an environment that was never provisioned stops', async () => {
    const { PROVISIONED_AUTH_MODE: _, ...env } = provisioned;
    await expect(rehearse(predeploy, env)).rejects.toThrow('has not been provisioned');
  });
});

describe('tags', () => {
  test('are waited for', async () => {
    const tagged = { ...both, 'self-hosted-server': [[], [], ['func-self']] };
    const { said, waited } = await rehearse(predeploy, provisioned, { tagged, roles: old });
    expect(said).toEqual(['Waiting until Azure lists self-hosted-server …']);
    expect(waited).toEqual([5_000, 5_000]);
  });

  test('are waited for no longer than 90 seconds', async () => {
    const { waited, warned } = await rehearse(predeploy, provisioned, { roles: old });
    expect(waited.reduce((sum, ms) => sum + ms, 0)).toBe(90_000);
    expect(warned).toEqual([
      expect.stringContaining('does not list extension-server and self-hosted-server yet'),
    ]);
  });

  test('of a service that is switched off are not', async () => {
    const env = { ...provisioned, DEPLOY_EXTENSION_SERVER: 'false' };
    const tagged = { 'self-hosted-server': [['func-self']] };
    const { waited, fake } = await rehearse(predeploy, env, { tagged, roles: old });
    expect(waited).toEqual([]);
    expect(fake.requests.join()).not.toMatch(/extension-server|principal-a/);
  });
});

describe('roles', () => {
  test('are waited for until the youngest is two minutes old', async () => {
    const roles = { 'principal-a': [ago(3600), ago(30)], 'principal-b': [ago(50)] };
    const { waited, said } = await rehearse(predeploy, provisioned, { tagged: both, roles });
    expect(waited).toEqual([90_000]);
    expect(said).toEqual(['Waiting 90 s until the new roles have reached storage …']);
  });

  test('given in the future, by this clock, are waited for two minutes', async () => {
    const roles = { 'principal-a': [ago(-3600)] };
    const { waited } = await rehearse(predeploy, provisioned, { tagged: both, roles });
    expect(waited).toEqual([120_000]);
  });
});

test('goes on where it may not look, and says what to do if azd fails', async () => {
  const faults = [forbidden, forbidden, forbidden, forbidden];
  const { warned, waited } = await rehearse(predeploy, provisioned, { faults });
  expect(warned).toEqual([
    expect.stringMatching(/^Whether Azure lists the apps was not checked: you lack the right/),
    expect.stringMatching(/^How old the roles are was not checked: .*azd deploy/),
  ]);
  expect(waited).toEqual([]);
});
