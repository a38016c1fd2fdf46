import type { AppRuntime } from '../../app-runtime.ts';

/** What `/admin/host/config` says: the options of the extensions, and how the host shares its time. */
export function describeHostOptions({ extensionOptions, routePrefix }: AppRuntime): object {
  return {
    extensions: {
      http: {
        dynamicThrottlesEnabled: false,
        enableChunkedRequestBinding: false,
        maxConcurrentRequests: -1,
        maxOutstandingRequests: -1,
        routePrefix,
      },
      ...extensionOptions,
    },
    concurrency: {
      dynamicConcurrencyEnabled: false,
      maximumFunctionConcurrency: 500,
      cpuThreshold: 0.8,
      snapshotPersistenceEnabled: true,
    },
  };
}
