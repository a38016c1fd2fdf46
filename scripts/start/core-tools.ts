import { mkdtemp } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '@side-by-side/local-host/errors';
import { type RunningProgram, runProgram, untilReady, versionOf } from './programs.ts';

/** The first version that runs a custom handler with the feature flag of MCP servers. */
const oldest = [4, 5, 0] as const;

/** Azurite's ports for blobs and queues; the MCP extension makes a queue at every start. */
const storagePorts = [10_000, 10_001] as const;

/**
 * Checks that Core Tools are there and new enough.
 * @throws UsageError that says how to get them.
 */
export async function requireCoreTools(): Promise<void> {
  const version = await versionOf('func');
  const install =
    'Get it with `npm install -g azure-functions-core-tools@4`, or see https://aka.ms/azfunc-install.';
  if (version === undefined) {
    throw new UsageError(
      `--host func needs the Azure Functions Core Tools, and there is no func on the PATH. ${install}`,
    );
  }
  if (isOlder(version)) {
    throw new UsageError(
      `--host func needs func ${oldest.join('.')} or later; here is ${version}. ${install}`,
    );
  }
}

function isOlder(version: string): boolean {
  const parts = version.split('.').map(Number);
  const index = oldest.findIndex((part, at) => parts[at] !== part);
  return index >= 0 && !((parts[index] ?? 0) > oldest[index]!);
}

/**
 * Sees to the storage emulator that the extension server needs under the real host: one that runs
 * already, or `azurite` of the PATH, which is returned for stopping it.
 * @throws UsageError that says how to get it.
 */
export async function requireStorage(): Promise<RunningProgram | undefined> {
  if (await answers(storagePorts)) return undefined;
  if ((await versionOf('azurite')) === undefined) {
    throw new UsageError(
      '--host func needs Azurite for the extension server, which the MCP extension keeps a queue in. Nothing answers on its ports, and there is no azurite on the PATH. Get it with `npm install -g azurite`, or start it in VS Code (Azurite: Start).',
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'azurite-'));
  const azurite = runProgram('azurite', ['--silent', '--skipApiVersionCheck'], folder, () => {});
  try {
    await untilReady('azurite', azurite, () => answers(storagePorts), 30_000);
    return azurite;
  } catch (error) {
    await azurite.stop();
    throw error;
  }
}

async function answers(ports: readonly number[]): Promise<boolean> {
  const open = ports.map(
    (port) =>
      new Promise<boolean>((resolve) => {
        const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 });
        const finish = (isOpen: boolean) => () => {
          socket.destroy();
          resolve(isOpen);
        };
        socket
          .once('connect', finish(true))
          .once('error', finish(false))
          .once('timeout', finish(false));
      }),
  );
  return (await Promise.all(open)).every(Boolean);
}
