import type { WorkerMetadata } from '../protocol.ts';
import type { App } from './app.ts';
import { listeningOnLoopback } from './loopback.ts';

/** The worker of Core Tools 4.14. */
export const workerVersion = '3.14.1';

/**
 * What the worker tells of itself: Node's version, and the library that registered functions.
 * @see Azure/azure-functions-nodejs-worker:src/eventHandlers/WorkerInitHandler.ts
 */
export function workerMetadata(app: App): WorkerMetadata {
  return {
    runtimeName: 'node',
    runtimeVersion: process.versions.node,
    workerVersion,
    workerBitness: process.arch === 'ia32' ? 'x86' : process.arch,
    customProperties: { modelName: app.model.name, modelVersion: app.model.version },
  };
}

/**
 * What the worker can do, after the app's own `app.setup({ capabilities })`.
 * @see Azure/azure-functions-nodejs-worker:src/eventHandlers/getWorkerCapabilities.ts
 */
export async function workerCapabilities(app: App): Promise<Record<string, string>> {
  const capabilities = {
    RawHttpBodyBytes: 'true',
    RpcHttpTriggerMetadataRemoved: 'true',
    RpcHttpBodyOnly: 'true',
    IgnoreEmptyValuedRpcHttpHeaders: 'true',
    UseNullableValueDictionaryForHttp: 'true',
    WorkerStatus: 'true',
    TypedDataCollection: 'true',
    HandlesWorkerTerminateMessage: 'true',
  };
  const asked = listeningOnLoopback(() => app.model.getCapabilities?.(capabilities));
  return (await asked) ?? capabilities;
}
