import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AuthMode, serviceNames } from '@side-by-side/azure';
import {
  authorizationFailed,
  environmentValues,
  type Fault,
  useFakeResourceManager,
} from '@side-by-side/azure/testing';
import { type GuardedApp, openGuards, startFunctionsHost } from '@side-by-side/local-host';
import { useAppFolder } from '@side-by-side/local-host/testing';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Report } from '../packages/compare/src/report/report.ts';
import { compare } from '../packages/compare/src/run/compare.ts';
import { readSettings } from '../packages/compare/src/run/settings.ts';
import { deployedFinder } from '../scripts/compare/find-deployed.ts';
import { authLevels } from '../scripts/package/host-json.ts';
import { serverPlans } from '../scripts/start/servers.ts';
import { nowhere } from './support/servers.ts';

/** `npm run compare -- --env`, where the deployment is two local hosts beside a fake Resource Manager. */

async function useFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'compare-deployed-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Tokens of it are near their end, so that each round of a comparison asks for another one. */
const shortLifeMs = 60_000;

/** Both apps behind what the auth mode puts before them, and Azure that knows of them. */
async function useDeployment(mode: AuthMode, faults: Fault[] = []) {
  const folder = await useFolder();
  const azure = await useFakeResourceManager(mode, { faults });
  const guards = await openGuards({ mode });
  onTestFinished(() => guards.dispose());
  const values = environmentValues(mode);
  const secrets: string[] = [];
  const urls = new Map<string, URL>();
  for (const [index, plan] of serverPlans(0).entries()) {
    const { name, appRoot, isCustomHandler, path } = plan;
    const app: GuardedApp = { name, appRoot, url: 'http://localhost' };
    const { host, env, signIn } = guards.of(app);
    const keyFile = join(folder, name, 'keys.json');
    const { url, dispose } = await startServer({
      appRoot,
      ...host,
      keyFile,
      hostJson: authLevels(isCustomHandler, mode),
      env: { ...process.env, ...env, AUTH_MODE: mode, NWS_BASE_URL: nowhere },
    });
    onTestFinished(dispose);
    urls.set(index === 0 ? 'extension' : 'self-hosted', new URL(path, url));
    const { keys } = azure.apps[index]!;
    if (mode === 'key') Object.assign(keys, JSON.parse(await readFile(keyFile, 'utf8')));
    secrets.push(keys.masterKey, ...Object.values({ ...keys.functionKeys, ...keys.systemKeys }));
    if (!signIn) continue;
    const short = serviceNames[index] === 'extension-server' ? 'EXTENSION' : 'SELF_HOSTED';
    values[`PROVISIONED_${short}_AUTH_CLIENT_ID`] = signIn.clientId;
    values[`PROVISIONED_${short}_AUTH_IDENTIFIER_URI`] = signIn.identifierUri;
  }
  const lines = Object.entries(values).map(([name, value]) => `${name}="${value}"`);
  const find = deployedFinder({
    root: await useAppFolder({ '.azure/test/.env': lines.join('\n') }),
    env: {},
    run: () => Promise.reject(new Error('There is no azd.')),
    httpClient: azure.httpClient,
    credential: {
      async getToken(scopes, options) {
        const [resource] = String(scopes).split('/.default');
        if (!resource?.startsWith('api:')) return azure.credential.getToken(scopes, options);
        const token = await guards.provider!.tokenFor({ resource });
        secrets.push(token);
        return { token, expiresOnTimestamp: Date.now() + shortLifeMs };
      },
    },
  });
  const findDeployed: typeof find = async (name, signal) => {
    const [first, second] = await find(name, signal);
    const here = (server: typeof first) => ({ ...server, url: urls.get(server.hosting)! });
    return [here(first), here(second)];
  };
  return { findDeployed, secrets, azure };
}

async function startServer(options: Parameters<typeof startFunctionsHost>[0]) {
  const host = await startFunctionsHost({ ...options, port: 0 });
  return { url: host.url, dispose: () => host.dispose() };
}

/** Runs the command's work, and gives what it printed and wrote. */
async function run(findDeployed: Awaited<ReturnType<typeof useDeployment>>['findDeployed']) {
  const folder = await useFolder();
  const printed: string[] = [];
  const keep = (text: unknown): void => void printed.push(String(text));
  const log = vi.spyOn(console, 'error').mockImplementation(keep);
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text, ...rest) => {
    keep(text);
    for (const callback of rest) if (typeof callback === 'function') callback();
    return true;
  });
  const settings = await readSettings({ env: 'test', quick: true, out: '.' }, [], folder);
  const { signal } = new AbortController();
  const options = { findDeployed, asJson: false, userFolder: folder, signal };
  const isComplete = await compare(settings, options).finally(() => {
    log.mockRestore();
    out.mockRestore();
  });
  const files = await Promise.all(
    ['report.json', 'report.md', 'index.html'].map((name) => readFile(join(folder, name), 'utf8')),
  );
  const [json = '', markdown = '', html = ''] = files;
  return {
    isComplete,
    report: JSON.parse(json) as Report,
    markdown,
    html,
    terminal: printed.join('\n'),
  };
}

function expectNoSecret(secrets: readonly string[], texts: readonly string[]): void {
  expect(secrets.length).toBeGreaterThan(2);
  for (const secret of secrets) {
    for (const text of texts) expect(text.includes(secret)).toBe(false);
  }
}

test('with keys, which Azure tells, both servers are compared, and metered', async () => {
  const { findDeployed, secrets, azure } = await useDeployment('key');
  const { isComplete, report, markdown, html, terminal } = await run(findDeployed);
  expect(terminal).not.toContain('✘');
  expect(isComplete).toBe(true);
  expect(report.servers).toMatchObject([
    { id: 'extension', title: 'Extension server', place: 'azure' },
    { id: 'self-hosted', title: 'Self-hosted server', place: 'azure' },
  ]);
  expect(report.capabilities.length).toBeGreaterThan(30);
  expect(report.performance?.rows.length).toBeGreaterThan(3);
  // The fake has 15 executions of 3 GB-s in all for whatever time it is asked for.
  const [before, now] = report.meters!.hours;
  expect(before).toMatchObject({ isOver: true });
  expect(now).toMatchObject({ isOver: false });
  for (const hour of report.meters!.hours) {
    for (const { id } of report.servers) {
      expect(hour.apps[id]).toMatchObject({ onDemand: { executions: 15, gbSeconds: 3 } });
      expect(hour.apps[id]!.dollars).toBeCloseTo(3 * 0.000_026 + 15 * 0.000_000_4);
    }
  }
  for (const text of [markdown, html, terminal]) expect(text).toContain('Metered on Flex');
  expect(azure.requests.filter((request) => request.startsWith('hostKeys'))).toHaveLength(2);
  expectNoSecret(secrets, [JSON.stringify(report), markdown, html, terminal]);
});

test('with sign-in each round has a token of its own, and meters may be missing', async () => {
  const action = 'Microsoft.Insights/metrics/read';
  const { findDeployed, secrets } = await useDeployment('entra', [
    { operation: 'metrics', answer: authorizationFailed(action) },
  ]);
  const { isComplete, report, markdown, html, terminal } = await run(findDeployed);
  expect(terminal).not.toContain('✘');
  expect(isComplete).toBe(true);
  expect(report.servers.map(({ place }) => place)).toEqual(['azure', 'azure']);
  expect(report.performance?.rows.length).toBeGreaterThan(3);
  expect(report.meters).toMatchObject({ hours: [] });
  for (const text of [markdown, html, terminal]) {
    expect(text).toContain(`The permission ${action} is missing.`);
  }
  const tokens = secrets.filter((secret) => secret.startsWith('eyJ'));
  // To reach each server, to open it for measurement, and for each of two rounds.
  expect(new Set(tokens).size).toBe(8);
  expectNoSecret(secrets, [JSON.stringify(report), markdown, html, terminal]);
});

test('without the permission for keys it names that, and what to set instead', async () => {
  const action = 'Microsoft.Web/sites/host/listkeys/action';
  const { findDeployed, secrets } = await useDeployment('key', [
    { operation: 'hostKeys', answer: authorizationFailed(action) },
  ]);
  const ran = run(findDeployed);
  await expect(ran).rejects.toThrow(
    /^Extension server: Its key cannot be read\. The permission Microsoft\.Web\/sites\/host\/listkeys\/action is missing\. http.* answers 401\. Set COMPARE_KEY_1 to a key of it/,
  );
  for (const secret of secrets) await expect(ran).rejects.not.toThrow(secret);
});
