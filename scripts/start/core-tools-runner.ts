import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { formatLogEntry } from '@side-by-side/local-host';
import { countTools } from './count-tools.ts';
import { type RunningProgram, runProgram, untilReady } from './programs.ts';
import { endpointOf, type Runner } from './runner.ts';
import type { ServerPlan } from './servers.ts';

/** The first start may have to download the extension bundle. */
const patienceMs = 180_000;

/** A server under the real Azure Functions Core Tools (`func start`), on the same port. */
export class CoreToolsRunner implements Runner {
  readonly plan: ServerPlan;
  toolCount: number | undefined;
  #func: RunningProgram | undefined;

  constructor(plan: ServerPlan) {
    this.plan = plan;
  }

  /** @throws UsageError with what `func` said last, when the server does not answer. */
  async start(): Promise<void> {
    const { appRoot, port, title, label } = this.plan;
    const func = runProgram(
      'func',
      ['start', '--port', String(port)],
      folderOf(appRoot),
      (message) =>
        console.log(
          formatLogEntry(
            { time: new Date(), level: 'information', category: 'func', message },
            label,
          ),
        ),
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

/** The deploy folder where it was made, else the app's own. */
function folderOf(appRoot: string): string {
  const deploy = join(appRoot, 'deploy');
  return existsSync(join(deploy, 'host.json')) ? deploy : appRoot;
}
