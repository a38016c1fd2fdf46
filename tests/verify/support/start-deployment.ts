import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import {
  type AuthMode,
  type DeployedServer,
  openDeployment,
  type OpenDeployment,
  type OpenDeploymentOptions,
  type ServiceName,
  serviceNames,
} from '@side-by-side/azure';
import type { ChecksReport } from '@side-by-side/azure/checks';
import {
  environmentValues,
  type FakeApp,
  type FakeResourceManager,
  startFakeResourceManager,
} from '@side-by-side/azure/testing';
import { verifyDeployment, type VerifyOptions } from '@side-by-side/azure/verify';
import {
  type AuthSettingsV2,
  type FunctionsHost,
  type FunctionsHostOptions,
  type Guards,
  openGuards,
  startFunctionsHost,
} from '@side-by-side/local-host';
import { authLevels } from '../../../scripts/package/host-json.ts';
import { root } from '../../support/repository.ts';

/** In the settings of each app and in the azd environment, for nobody to see. */
const secretSetting = 'a-secret-of-somebody';

type TokenWish = Parameters<NonNullable<Guards['provider']>['tokenFor']>[0];

/** What a deployment differs in from one that `azd up` leaves. */
export interface DeploymentChanges {
  /** Of the packages, where it is not that of the infrastructure. */
  readonly packagedFor?: AuthMode;
  /** Only this one. */
  readonly only?: ServiceName;
  /** Called before the servers start. */
  readonly change?: (app: FakeApp) => void;
  /** Options of the host of each server. */
  readonly host?: Partial<FunctionsHostOptions>;
  /** In the place of what Easy Auth has: null switches it off, and Azure does not say so. */
  readonly easyAuth?: AuthSettingsV2 | null;
  /** More environment of the servers, of which Azure does not say; undefined takes away. */
  readonly env?: NodeJS.ProcessEnv;
  /** Values of the azd environment. */
  readonly values?: Readonly<Record<string, string>>;
}

/** A deployment whose servers run on this machine. */
export interface LocalDeployment extends AsyncDisposable {
  readonly fake: FakeResourceManager;
  readonly hosts: Readonly<Partial<Record<ServiceName, FunctionsHost>>>;
  readonly app: (service: ServiceName) => FakeApp;
  /** Finds it as the command does; the addresses lead to this machine. */
  readonly open: (options: OpenDeploymentOptions) => Promise<OpenDeployment>;
  /** What whoever is signed in gets for a token. */
  token: Partial<TokenWish> | Error;
  /** Changes what was found. */
  redirect: (server: DeployedServer) => DeployedServer;
  /** `npm run verify`, with what it printed. Rejects where that has a key, a token or a secret setting in it. */
  readonly verify: (
    options?: Partial<VerifyOptions>,
  ) => Promise<ChecksReport & { readonly text: string }>;
}

/** What Azure gives every app; nothing of this machine but where programs are. */
const platform = {
  ...Object.fromEntries(
    ['PATH', 'Path', 'SystemRoot', 'TEMP', 'TMPDIR'].map((name) => [name, process.env[name]]),
  ),
  FUNCTIONS_WORKER_RUNTIME: 'node',
  WEBSITE_AUTH_ENCRYPTION_KEY: '0123456789ABCDEF'.repeat(4),
  // Nobody answers there: no test asks the real weather service.
  NWS_BASE_URL: 'http://127.0.0.1:9',
};

/**
 * Deploys both apps to this machine: the local host serves them with the settings, the keys and the Easy Auth that
 * the fake Resource Manager tells of, which are those of infra/main.bicep.
 */
export async function startDeployment(
  authMode: AuthMode,
  changes: DeploymentChanges = {},
): Promise<LocalDeployment> {
  const cleanUps: (() => Promise<unknown>)[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'verify-'));
  cleanUps.unshift(() => rm(folder, { recursive: true, force: true }));
  const fake = await startFakeResourceManager(authMode);
  cleanUps.unshift(async () => fake[Symbol.asyncDispose]());
  const guards = await openGuards({ mode: authMode });
  cleanUps.unshift(() => guards.dispose());
  const values: Record<string, string> = { ...environmentValues(authMode), ...changes.values };
  if (guards.provider) values['AZURE_TENANT_ID'] = guards.provider.tenantId;
  const services = serviceNames.filter((name) => (changes.only ?? name) === name);
  const hosts: Partial<Record<ServiceName, FunctionsHost>> = {};
  await Promise.all(
    services.map(async (service) => {
      const app = fake.apps.find((one) => one.service === service)!;
      const appRoot = join(root, 'apps', service);
      const { signIn } = guards.of({ name: app.name, appRoot, url: 'http://localhost' });
      if (signIn) {
        app.auth = structuredClone(signIn.easyAuth.settings);
        for (const name of Object.keys(app.settings)) {
          app.settings[name] = signIn.env[name] ?? app.settings[name]!;
        }
        const short = service === 'extension-server' ? 'EXTENSION' : 'SELF_HOSTED';
        values[`PROVISIONED_${short}_AUTH_CLIENT_ID`] = signIn.clientId;
        values[`PROVISIONED_${short}_AUTH_IDENTIFIER_URI`] = signIn.identifierUri;
      }
      changes.change?.(app);
      const settings =
        changes.easyAuth === undefined ? (app.auth as AuthSettingsV2) : changes.easyAuth;
      const packagedFor = changes.packagedFor ?? authMode;
      const { SNIPPETS_BLOB_SERVICE_URI: _, SNIPPETS_CONTAINER: __, ...env } = app.settings;
      const host = await startFunctionsHost({
        appRoot,
        cloud: true,
        keys: {
          master: app.keys.masterKey,
          system: app.keys.systemKeys,
          host: app.keys.functionKeys,
        },
        env: {
          ...platform,
          ...env,
          WEBSITE_SITE_NAME: app.name,
          AUTH_MODE: authMode,
          ...signIn?.env,
          ...env,
          ...changes.env,
        },
        // What packaging writes into it.
        hostJson: authLevels(service === 'self-hosted-server', packagedFor),
        ...(settings && { easyAuth: { settings } }),
        ...changes.host,
      });
      cleanUps.unshift(() => host.dispose());
      hosts[service] = host;
    }),
  );
  if (changes.only) {
    values[
      `DEPLOY_${changes.only === 'extension-server' ? 'SELF_HOSTED_SERVER' : 'EXTENSION_SERVER'}`
    ] = 'false';
  }
  const secrets = new Set([secretSetting]);
  for (const { keys, settings } of fake.apps) {
    settings['A_SECRET'] = secretSetting;
    secrets.add(settings['APPLICATIONINSIGHTS_CONNECTION_STRING']!);
    for (const key of [
      keys.masterKey,
      ...Object.values({ ...keys.functionKeys, ...keys.systemKeys }),
    ]) {
      secrets.add(key);
    }
  }
  values['A_SECRET'] = secretSetting;
  await mkdir(join(folder, '.azure/test'), { recursive: true });
  await writeFile(
    join(folder, '.azure/test/.env'),
    Object.entries(values)
      .map(([name, value]) => `${name}="${value}"`)
      .join('\n'),
  );
  const deployment: LocalDeployment = {
    fake,
    hosts,
    app: (service) => fake.apps.find((one) => one.service === service)!,
    token: {},
    redirect: (server) => server,
    async open(options) {
      const opened = await openDeployment({
        ...options,
        root: folder,
        env: {},
        run: async (program) => Promise.reject(new Error(`spawn ${program} ENOENT`)),
        httpClient: fake.httpClient,
        credential: {
          async getToken(scopes, given) {
            const scope = [scopes].flat()[0]!;
            if (scope.startsWith('https://management.azure.com')) {
              return fake.credential.getToken(scopes, given);
            }
            if (deployment.token instanceof Error) throw deployment.token;
            const token = await guards.provider!.tokenFor({
              resource: scope.replace(/\/\.default$/, ''),
              clientId: azureCli,
              ...deployment.token,
            });
            secrets.add(token);
            return { token, expiresOnTimestamp: Date.now() + 3_600_000 };
          },
        },
      });
      const servers = opened.deployment.servers.map((server) => {
        const url = new URL(server.url.pathname, hosts[server.service]?.url);
        return deployment.redirect({ ...server, url });
      });
      return { ...opened, deployment: { ...opened.deployment, servers } };
    },
    async verify(options = {}) {
      const signal = options.signal ?? new AbortController().signal;
      let text = '';
      let said = '';
      const report = await verifyDeployment({
        open: (given) => deployment.open({ root: folder, signal: given }),
        signal,
        output: { write: (more: string) => void (text += stripVTControlCharacters(more)) },
        say: (more) => void (said += more),
        ...options,
      });
      const printed = text + said + JSON.stringify(report);
      for (const secret of secrets) {
        if (printed.includes(secret)) throw new Error(`'${secret}' was printed: ${printed}`);
      }
      return { ...report, text };
    },
    async [Symbol.asyncDispose]() {
      for (const cleanUp of cleanUps) await cleanUp();
    },
  };
  return deployment;
}

/** The known failures in a report, each with the line that names it. */
export function failuresIn({ checks }: ChecksReport): string[] {
  return checks.flatMap(({ id, known }) => (known === undefined ? [] : [`${id}: ${known}`]));
}

/** The client id of the Azure CLI, and of azd. */
export const azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
