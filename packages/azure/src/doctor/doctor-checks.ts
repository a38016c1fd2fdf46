import type { CheckResult } from '../checks/check.ts';
import { skipped } from '../checks/results.ts';
import type { Check, CheckOutput } from '../checks/run-checks.ts';
import { isEnvironmentName } from '../environment/azd-files.ts';
import { findProgram } from '../programs/find-program.ts';
import { runProgram } from '../programs/run-program.ts';
import { createAzure } from '../rest/azure.ts';
import { createAzureRights } from '../rest/azure-rights.ts';
import { type Endpoints, signedInClients } from '../rest/signed-in-clients.ts';
import {
  checkAzd,
  checkEnvironment,
  checkHookShell,
  checkSignIn,
  checkSubscription,
} from './azd-checks.ts';
import { cloudChecks } from './cloud.ts';
import { checkAzurite, checkCoreTools } from './core-tools-checks.ts';
import {
  checkBrowser,
  checkDisk,
  checkEditor,
  checkPort,
  checkWatching,
} from './machine-checks.ts';
import { checkMachineNode, checkNpm, checkPnpm, checkRunningNode } from './node-checks.ts';
import { readAzdEnvironment, readAzdVersion, readSignIn } from './read-azd.ts';
import * as machine from './read-machine.ts';
import { checkSettings, deploymentSettings } from './settings-check.ts';
import { readTemplate } from './template.ts';

export interface DoctorOptions extends machine.Place {
  readonly portBase: number;
  /** The azd environment to look at. @default the one that azd would take */
  readonly environment?: string | undefined;
  /** Leave out what Azure would have to be asked for. */
  readonly isLocal: boolean;
  /** @default those of the public cloud */
  readonly endpoints?: Endpoints;
}

/** Who listens on the ports that follow `--port-base`. */
const purposes = ['extension server', 'self-hosted server', 'identity provider'];

/** The checks of `npm run doctor`, in the order of a first day: local runs, Core Tools, azd, Azure. */
export function doctorChecks(options: DoctorOptions): readonly Check[] {
  const { portBase } = options;
  // What takes a program to find out begins at once, and beside the rest.
  const node = begun(machine.readNode(options));
  const npm = begun(machine.readNpm(options));
  const coreTools = begun(machine.readCoreTools(options));
  const azdVersion = begun(readAzdVersion(options));
  const signIn = begun(options.isLocal ? Promise.resolve(undefined) : readSignIn(options));
  const template = begun(readTemplate(options.root));
  const environment = begun(readAzdEnvironment(options, options.environment));
  const clients = signedInClients({
    tenantId: environment.then(
      ({ tenantId }) => tenantId,
      () => undefined,
    ),
    attempts: 2,
    timeoutMs: 8_000,
    run: (program, args) => runProgram(program, args, { env: options.env, timeoutMs: 10_000 }),
    ...(options.endpoints && { endpoints: options.endpoints }),
  });
  const isSignedIn = begun(options.isLocal ? Promise.resolve(false) : clients.isSignedIn());

  const check = (id: string, title: string, run: () => Promise<CheckOutput>): Check => ({
    id,
    title,
    run,
  });
  const cloud = cloudChecks(async () => {
    if (!(await isSignedIn)) return undefined;
    const { read, subscription } = await environment;
    return {
      azure: createAzure(clients.arm, clients.graph),
      rights: createAzureRights(clients.arm, clients.graph),
      settings: deploymentSettings(read, await template),
      subscriptionId: subscription?.id,
    };
  });
  const checks = [
    check('node.machine', 'Node of the machine', async () => checkMachineNode(await node)),
    check('node.running', 'Node of the project', async () => checkRunningNode(await node)),
    check('npm', 'npm', async () => checkNpm(await npm)),
    check('pnpm', 'pnpm', async () =>
      checkPnpm(await machine.readPnpm(options, (await template).pnpm)),
    ),
    check('disk', 'disk', async () => checkDisk(await machine.readFreeDisk(options))),
    ...purposes.map((purpose, index) => {
      const port = portBase + 1 + index;
      return check(`port.${purpose.replaceAll(' ', '-')}`, `port ${port}`, async () =>
        checkPort(await machine.readPort(port, purpose)),
      );
    }),
    check('watching', 'limits of watching', async () =>
      checkWatching(await machine.readWatching()),
    ),
    check('editor', 'VS Code', async () => checkEditor(await machine.readEditor(options))),
    check('browser', 'Chromium', async () => checkBrowser(await machine.readBrowser(options))),
    check('core-tools', 'Core Tools', async () => checkCoreTools(await coreTools)),
    check('azurite', 'Azurite', async () =>
      checkAzurite(await machine.readStorage(options, (await coreTools) !== undefined)),
    ),
    check('azd', 'azd', async () =>
      checkAzd({ version: await azdVersion, required: (await template).azd }),
    ),
    check('azd.hooks', 'the shell of its hooks', async () =>
      checkHookShell({
        hasAzd: (await azdVersion) !== undefined,
        isWindows: process.platform === 'win32',
        hasPowerShell7: (await findProgram('pwsh', options.env)) !== undefined,
      }),
    ),
    check('azd.sign-in', 'sign-in', async () =>
      options.isLocal
        ? []
        : checkSignIn({
            hasAzd: (await azdVersion) !== undefined,
            azd: await signIn,
            hasToken: await isSignedIn,
          }),
    ),
    check('azd.environment', 'the azd environment', async () =>
      checkEnvironment((await environment).facts),
    ),
    check('azd.settings', 'its settings', async () => {
      const { facts, read } = await environment;
      const isMissing = facts.name !== undefined && !facts.exists;
      return isMissing ? [] : checkSettings(read, await template);
    }),
    check('azd.subscription', 'its subscription', async () =>
      checkSubscription((await environment).subscription),
    ),
    ...(options.isLocal
      ? [check('cloud', 'Azure', async () => skipped('cloud', 'Azure was not asked (--local).'))]
      : cloud),
  ];
  return checks.map((each) => ({
    ...each,
    run: async (signal) => forEnvironment([await each.run(signal)].flat(), options.environment),
  }));
}

/** Remedies for an environment that is not the default one name it. */
function forEnvironment(
  results: readonly CheckResult[],
  environment: string | undefined,
): readonly CheckResult[] {
  if (environment === undefined || !isEnvironmentName(environment)) return results;
  return results.map((result) =>
    result.remedy
      ? {
          ...result,
          remedy: result.remedy.replaceAll('azd env set ', `azd env set -e ${environment} `),
        }
      : result,
  );
}

/** Its failure is told by the check that waits for it, and by nobody before. */
function begun<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
