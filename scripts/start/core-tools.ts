import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  findProgram,
  isOlder,
  oldestCoreTools,
  readVersion,
  storageAnswers,
  versionOf,
  versionText,
} from '@side-by-side/azure/machine';
import { UsageError } from '@side-by-side/local-host/errors';
import { type RunningProgram, runProgram, untilReady } from './programs.ts';

/** The real one takes a second or two. */
const timeoutMs = 20_000;

/**
 * Checks that Core Tools are there and new enough.
 * @throws UsageError that says how to get them.
 */
export async function requireCoreTools(): Promise<void> {
  const version = await versionOf('func', ['--version'], { timeoutMs });
  const install =
    'Get it with `npm install -g azure-functions-core-tools@4`, or see https://aka.ms/azfunc-install.';
  if (version === undefined) {
    throw new UsageError(
      `--host func needs the Azure Functions Core Tools, and there is no func on the PATH. ${install}`,
    );
  }
  const found = readVersion(version);
  if (!found || isOlder(found, oldestCoreTools)) {
    throw new UsageError(
      `--host func needs func ${versionText(oldestCoreTools)} or later; here is ${version || 'one that does not say its version'}. ${install}`,
    );
  }
}

/**
 * Sees to the storage emulator that the extension server needs under the real host: one that runs
 * already, or `azurite` of the PATH, which is returned for stopping it.
 * @throws UsageError that says how to get it.
 */
export async function requireStorage(): Promise<RunningProgram | undefined> {
  if (await storageAnswers()) return undefined;
  if ((await findProgram('azurite', process.env)) === undefined) {
    throw new UsageError(
      '--host func needs Azurite for the extension server, which the MCP extension keeps a queue in. Nothing answers on its ports, and there is no azurite on the PATH. Get it with `npm install -g azurite`, or start it in VS Code (Azurite: Start).',
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'azurite-'));
  const azurite = runProgram('azurite', ['--silent', '--skipApiVersionCheck'], folder, () => {});
  try {
    await untilReady('azurite', azurite, storageAnswers, 30_000);
    return azurite;
  } catch (error) {
    await azurite.stop();
    throw error;
  }
}
