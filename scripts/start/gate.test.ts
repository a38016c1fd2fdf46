import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { entraAuthSettings, keysFile, openGuards, type AuthMode } from '@side-by-side/local-host';
import { useAppFolder } from '@side-by-side/local-host/testing';
import { expect, onTestFinished, test } from 'vitest';
import { stampHostJson } from '../package/host-json.ts';
import { packagedApps } from '../package/apps.ts';
import { formatBanner } from './banner.ts';
import { gateOf } from './gate.ts';
import { serverPlans } from './servers.ts';

const plans = serverPlans(7070);
const settings = entraAuthSettings({
  issuer: 'https://login.microsoftonline.com/some-tenant/v2.0',
  clientId: 'some-client',
  allowedAudiences: [],
  allowedApplications: [],
});

/** The gates of both servers, whose apps are empty folders. */
async function useGates(mode: AuthMode, authSettings?: typeof settings) {
  const guards = await openGuards({ mode, ...(authSettings && { authSettings }) });
  onTestFinished(() => guards.dispose());
  const given = await Promise.all(
    plans.map(async (plan) => ({ ...plan, appRoot: await useAppFolder({}) })),
  );
  const gates = await Promise.all(given.map((plan) => gateOf(plan, mode, guards)));
  return { gates, given };
}

test.each(['anonymous', 'key', 'entra'] as const)(
  'the levels and the mode are those of a package stamped %s',
  async (mode) => {
    const { gates } = await useGates(mode);
    for (const [index, plan] of plans.entries()) {
      const app = packagedApps.find(({ name }) => name === plan.name)!;
      const hostJson = JSON.parse(
        await readFile(join(plan.appRoot, 'host.json'), 'utf8'),
      ) as Record<string, unknown>;
      expect(stampHostJson(hostJson, mode, app)).toMatchObject(gates[index]!.host.hostJson!);
      expect(gates[index]!.env['AUTH_MODE']).toBe(mode);
    }
  },
);

test('nothing is asked for, and nothing said, in auth mode anonymous', async () => {
  const { gates } = await useGates('anonymous');
  for (const { host, headers, howToGetIn } of gates) {
    expect(Object.keys(host)).toEqual(['hostJson']);
    expect(await headers!()).toEqual({});
    expect(howToGetIn).toBeUndefined();
  }
});

test('each server has its own key, which is named and not shown', async () => {
  const { gates, given } = await useGates('key');
  for (const [index, { headers, howToGetIn }] of gates.entries()) {
    const { appRoot, key } = given[index]!;
    const kept = JSON.parse(await readFile(join(appRoot, keysFile), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    const value = kept[key.ring]![key.name]!;
    expect(value).toHaveLength(56);
    expect(await headers!()).toEqual({ 'x-functions-key': value });
    expect(howToGetIn).toMatch(
      new RegExp(`^x-functions-key: ${key.ring}\\.${key.name} of .*keys\\.json$`),
    );
    expect(howToGetIn).not.toContain(value);
  }
});

test('the command gets a token for itself from our identity provider', async () => {
  const { gates } = await useGates('entra');
  for (const { headers, howToGetIn, signIn } of gates) {
    expect(await headers!()).toEqual({
      authorization: expect.stringMatching(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/) as string,
    });
    expect(howToGetIn).toBe(
      `scope ${signIn!.identifierUri}/user_impersonation, or /.auth/login/aad in a browser`,
    );
  }
});

test('the command cannot sign in elsewhere, and says where others can', async () => {
  const { gates } = await useGates('entra', settings);
  for (const { headers, howToGetIn } of gates) {
    expect(headers).toBeUndefined();
    expect(howToGetIn).toContain('sign-in at https://login.microsoftonline.com/some-tenant/v2.0');
  }
  const rows = plans.map((plan) => ({ plan, toolCount: 'hidden' as const }));
  const howToGetIn = gates.map((gate) => gate.howToGetIn);
  const banner = formatBanner(rows, { host: 'local', watching: false, howToGetIn });
  expect(banner).toMatch(/asks for sign-in\n +sign-in at https:/);
  expect(banner).not.toContain('does not run');
});

test('settings that leave Easy Auth off ask nobody to sign in', async () => {
  const { gates } = await useGates('entra', { ...settings, platform: { enabled: false } });
  for (const { headers, howToGetIn } of gates) {
    expect(await headers!()).toEqual({});
    expect(howToGetIn).toBeUndefined();
  }
});
