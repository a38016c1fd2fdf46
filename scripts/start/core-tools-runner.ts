import { basename, join } from 'node:path';
import { formatLogEntry, readLocalSettings } from '@side-by-side/local-host';
import { appNamed, deployFolderOf } from '../package/apps.ts';
import { decideAuthMode } from '@side-by-side/azure';
import { packageApp } from '../package/package-app.ts';
import { countTools } from './count-tools.ts';
import { type RunningProgram, runProgram, untilReady } from './programs.ts';
import { endpointOf, type Runner } from './runner.ts';
import type { ServerPlan } from './servers.ts';

/** The first start may have to download the extension bundle. */
const patienceMs = 180_000;

/** A server, packaged as for Azure, under the real Azure Functions Core Tools (`func start`), on the same port. */
export class CoreToolsRunner implements Runner {
  readonly plan: ServerPlan;
  toolCount: number | undefined;
  #func: RunningProgram | undefined;

  constructor(plan: ServerPlan) {
    this.plan = plan;
  }

  /** @throws UsageError when the app cannot be packaged, or with what `func` said last, when the server does not answer. */
  async start(): Promise<void> {
    const { appRoot, port, title, label } = this.plan;
    const folder = await packaged(appRoot);
    const func = runProgram(
      'func',
      ['start', '--port', String(port)],
      folder,
      (message) =>
        console.log(
          formatLogEntry(
            { time: new Date(), level: 'information', category: 'func', message },
            label,
          ),
        ),
      await settingsOf(appRoot),
    );
    this.#func = func;
    const isReady = async (): Promise<boolean> => {
      this.toolCount = await countTools(endpointOf(this.plan));
      return this.toolCount !== undefined;
    };
    await untilReady(`${title}: func start`, func, isReady, patienceMs);
  }

  async dispose(): Promise<void> {
    await this.#func?.stop();
  }
}

/** Packages an app, and returns the deploy folder. */
async function packaged(appRoot: string): Promise<string> {
  const app = appNamed(basename(appRoot));
  const root = join(appRoot, '..', '..');
  await packageApp(root, app, decideAuthMode(process.env).authMode);
  return deployFolderOf(root, app);
}

/** The environment with the app's local settings, which the deploy folder does not have; as in Core Tools they give way. */
async function settingsOf(appRoot: string): Promise<NodeJS.ProcessEnv> {
  const silent = { write: () => {} };
  return { ...process.env, ...(await readLocalSettings(appRoot, process.env, silent)) };
}
