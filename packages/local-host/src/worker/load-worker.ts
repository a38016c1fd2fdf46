import { hostVersion } from '../settings/version.ts';
import type { FunctionMetadata } from './protocol.ts';
import {
  endedAtStart,
  entryPointFailed,
  nothingRegistered,
  startHookFailed,
} from './start-failure.ts';
import { type WorkerChannel, WorkerGoneError } from './worker-channel.ts';
import type { WorkerOutput } from './worker-output.ts';

/** An app that is loaded: its functions in the order of their registration. */
export interface LoadedApp {
  readonly functions: readonly FunctionMetadata[];
  readonly capabilities: Readonly<Record<string, string>>;
}

/**
 * Has a worker load its app, in the steps of the Functions host, but fails for every app that is not whole.
 * @throws HostError
 */
export async function loadApp(
  channel: WorkerChannel,
  output: WorkerOutput,
  appRoot: string,
): Promise<LoadedApp> {
  try {
    return await exchange(channel, appRoot);
  } catch (error) {
    if (!(error instanceof WorkerGoneError)) throw error;
    throw endedAtStart(error.exit, output.entryPoint, output.lastLines);
  }
}

async function exchange(channel: WorkerChannel, functionAppDirectory: string): Promise<LoadedApp> {
  const init = await channel.request('workerInitRequest', { hostVersion, functionAppDirectory });
  const loading = init.loading ?? { libraryLoaded: false };
  if (loading.error) throw entryPointFailed(functionAppDirectory, loading.error);
  if (init.result.status !== 'Success') {
    throw startHookFailed(functionAppDirectory, init.result.exception);
  }

  const answer = await channel.request('functionsMetadataRequest', { functionAppDirectory });
  const functions = answer.functionMetadataResults ?? [];
  if (functions.length === 0) throw nothingRegistered(functionAppDirectory, loading);
  await Promise.all(
    functions.map((metadata) =>
      channel.request('functionLoadRequest', { functionId: metadata.functionId, metadata }),
    ),
  );
  return { functions, capabilities: init.capabilities ?? {} };
}
