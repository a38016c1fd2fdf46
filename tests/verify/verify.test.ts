import { type AuthMode, authModes, serviceNames } from '@side-by-side/azure';
import { checksReportSchema } from '@side-by-side/azure/checks';
import { type FakeApp, resourceGroup } from '@side-by-side/azure/testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { harmless } from '../support/harmless-tool.ts';
import { brokenCases, extension, selfHosted } from './support/broken-cases.ts';
import { failuresIn, type LocalDeployment, startDeployment } from './support/start-deployment.ts';

/**
 * `npm run verify` against both servers as `azd up` leaves them, in each auth mode; and against them as they would
 * look if Azure said something else of them, or whoever calls were somebody else.
 */

const deployments = new Map<AuthMode, LocalDeployment>();
const deployed = (mode: AuthMode): LocalDeployment => deployments.get(mode)!;
const untouched = new Map<FakeApp, FakeApp>();

beforeAll(async () => {
  await Promise.all(
    authModes.map(async (mode) => deployments.set(mode, await startDeployment(mode))),
  );
  for (const { fake } of deployments.values()) {
    for (const app of fake.apps) untouched.set(app, structuredClone(app));
  }
});
afterEach(() => {
  for (const [app, before] of untouched) Object.assign(app, structuredClone(before));
  for (const deployment of deployments.values()) {
    Object.assign(deployment, { token: {}, redirect: (server: unknown) => server });
    deployment.fake.state.faults = [];
    deployment.fake.state.groups = { [resourceGroup]: [...deployment.fake.apps] };
  }
});
afterAll(async () => {
  for (const deployment of deployments.values()) await deployment[Symbol.asyncDispose]();
});

describe.each(authModes)('as azd up leaves it, in auth mode %s,', (mode) => {
  test('all is well with both servers, and each thing is looked at', async () => {
    const report = await deployed(mode).verify();
    const notOk = report.checks.filter(({ outcome }) => outcome !== 'ok').map(({ id }) => id);
    expect(notOk).toEqual(harmless ? [] : serviceNames.map((service) => `${service}.call`));
    expect(report.ok).toBe(true);
    const parts = ['app', 'plan', 'settings', 'auth-mode', 'easy-auth', 'functions', 'endpoint'];
    const more = { entra: ['metadata', 'token'], key: ['key'], anonymous: [] }[mode];
    expect(report.checks.map(({ id }) => id)).toEqual([
      ...['extension-server', 'self-hosted-server'].flatMap((service) =>
        [...parts, ...more, 'mcp', 'tools', 'call'].map((part) => `${service}.${part}`),
      ),
      'tools',
    ]);
  });

  test('no key, no token and no value of a setting is printed, and nothing is changed', async () => {
    const { fake, verify } = deployed(mode);
    for (const app of fake.apps) app.settings['MY_OWN'] = 'a-value-of-mine';
    fake.requests.length = 0;
    const { text, checks } = await verify();
    const said = text + JSON.stringify(checks);
    for (const { keys, settings } of fake.apps) {
      const secrets = [
        ...Object.values({ ...keys.functionKeys, ...keys.systemKeys }),
        keys.masterKey,
        settings['MY_OWN']!,
        settings['APPLICATIONINSIGHTS_CONNECTION_STRING']!,
      ];
      for (const secret of secrets) expect(said).not.toContain(secret);
    }
    expect(said).not.toMatch(/eyJ[\w-]+\./);
    expect(new Set(fake.requests.map((line) => line.split(' ')[0]))).toEqual(
      new Set([
        'listSites',
        'appSettings',
        'authSettings',
        'functions',
        ...(mode === 'key' ? ['hostKeys'] : []),
      ]),
    );
  });
});

/** Those that are about whoever calls show at both servers. */
const ofBoth = /signed in|^tokens|^the token|but the name/;

describe('says why, and what mends it, where', () => {
  test.each(Object.entries(brokenCases))(
    '%s',
    async (title, { mode, service = extension, breaks, says }) => {
      const deployment = deployed(mode);
      breaks(deployment.app(service), deployment);
      const report = await deployment.verify();
      const services = ofBoth.test(title) ? [extension, selfHosted] : [service];
      const expected = services.flatMap((name) => says.map((said) => `${name}.${said}`));
      expect(failuresIn(report)).toEqual(expected);
      for (const check of report.checks.filter(({ known }) => known !== undefined)) {
        expect(check.cause).toBeTruthy();
        expect(check.remedy).toBeTruthy();
      }
    },
  );
});

describe('what Entra ID says instead of a token', () => {
  test.each([
    ['AADSTS65001: The user or administrator has not consented', 'aadsts65001', true],
    ['AADSTS500011: The resource principal named x was not found', 'aadsts500011', false],
    ['AADSTS53003: Access has been blocked', 'aadsts530003', true],
    ['AADSTS50105: not assigned to a role', 'aadsts50105', true],
    ['AADSTS99999: something new', 'sign-in-untested', true],
    ['azd is not there', 'sign-in-untested', true],
  ])('%s', async (message, known, ok) => {
    const deployment = deployed('entra');
    deployment.token = new Error(`ERROR: fetching token: ${message}`);
    const report = await deployment.verify();
    expect(failuresIn(report)).toEqual([
      `${extension}.token: ${known}`,
      `${selfHosted}.token: ${known}`,
    ]);
    expect(report.ok).toBe(ok);
    expect(report.text).toContain('sign-in was not tested');
  });
});

test('a server that is stopped is not talked to, whatever answers at its address', async () => {
  const deployment = deployed('key');
  deployment.app(selfHosted).site.properties.state = 'Stopped';
  const { checks } = await deployment.verify();
  const ids = checks.map(({ id }) => id);
  expect(ids).toContain(`${extension}.mcp`);
  expect(ids).not.toContain(`${selfHosted}.endpoint`);
  expect(ids).not.toContain('tools');
});

test('a list of functions that is empty fails nothing where the server answers', async () => {
  const deployment = deployed('key');
  deployment.app(selfHosted).functions = {};
  const report = await deployment.verify();
  expect(report).toMatchObject({ ok: true, counts: { hint: 1 } });
  expect(report.text).toContain('! Self-hosted server: Azure knows no function of it.');
});

test('names what is wanted, and what Azure was set up for', async () => {
  const deployment = deployed('anonymous');
  const report = await deployment.verify({
    open: (signal) => deployment.open({ root: '', signal, given: { authMode: 'key' } }),
  });
  expect(failuresIn(report)).toEqual(
    [extension, selfHosted].flatMap((service) => [
      `${service}.auth-mode: auth-mode-not-provisioned`,
      `${service}.endpoint: webhook-open`,
    ]),
  );
  expect(report.text).toContain("AUTH_MODE is 'key', and Azure is set up for 'anonymous'.");
});

test('a deployment that is gone is a line for each server, too', async () => {
  const deployment = deployed('key');
  deployment.fake.state.groups = { [resourceGroup]: [] };
  const report = await deployment.verify({ json: true });
  expect(failuresIn(report)).toEqual([
    `${extension}.app: app-missing`,
    `${selfHosted}.app: app-missing`,
  ]);
  expect(new Ajv2020().validate(checksReportSchema, JSON.parse(report.text))).toBe(true);
});

test('a resource group that is gone is a line, too', async () => {
  const deployment = deployed('key');
  deployment.fake.state.groups = {};
  const report = await deployment.verify();
  expect(report.text).toContain('To make it: azd up --environment test');
  expect(report.ok).toBe(false);
});
