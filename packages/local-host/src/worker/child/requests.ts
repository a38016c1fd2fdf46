import type {
  AnswerTo,
  FunctionEnvironmentReloadRequest,
  HostContent,
  RequestName,
} from '../protocol.ts';
import { createApp, type Worker } from './app.ts';
import { SystemError } from './errors.ts';
import { invoke } from './invoke.ts';
import { startApp } from './load-app.ts';
import { workerCapabilities, workerMetadata } from './worker-metadata.ts';

/** How a request is answered, less the `result`, which is the same for all. */
export interface Handler<Request, Answer> {
  /** What the answer holds in any case, success or failure. */
  readonly always: (worker: Worker, request: Request) => Partial<Answer>;
  /** Does what is asked, and returns what else the answer holds. What it throws becomes the failure. */
  readonly handle: (worker: Worker, request: Request) => Promise<Partial<Answer>> | Partial<Answer>;
}

/** The requests whose answers hold a result. */
export type HandledRequest = Exclude<RequestName, 'workerStatusRequest'>;

export type Handlers = {
  readonly [Name in HandledRequest]: Handler<HostContent[Name], Omit<AnswerTo<Name>, 'result'>>;
};

/**
 * The requests that the Node.js worker answers.
 * @see Azure/azure-functions-nodejs-worker:src/eventHandlers
 */
export const handlers: Handlers = {
  workerInitRequest: {
    always: ({ app }) => ({ workerMetadata: workerMetadata(app), loading: app.loading }),
    async handle(worker, { hostVersion, functionAppDirectory }) {
      worker.hostVersion = hostVersion;
      if (functionAppDirectory) await startApp(worker, functionAppDirectory);
      return { capabilities: await workerCapabilities(worker.app) };
    },
  },

  functionsMetadataRequest: {
    always: ({ app }) => ({ useDefaultMetadataIndexing: !app.registers }),
    handle({ app }) {
      app.locked = true;
      if (!app.registers) return {};
      if (app.startError) throw app.startError;
      return {
        functionMetadataResults: Object.values(app.functions).map(({ metadata }) => metadata),
      };
    },
  },

  functionLoadRequest: {
    always: (_worker, { functionId }) => ({ functionId }),
    handle({ app }, { functionId }) {
      app.locked = true;
      if (app.startError) throw app.startError;
      if (app.registers) return {};
      throw new SystemError(
        `Worker was unable to load function ${functionId}: the v3 programming model (function.json) is not emulated.`,
      );
    },
  },

  invocationRequest: {
    always: (_worker, { invocationId }) => ({ invocationId }),
    handle: invoke,
  },

  functionEnvironmentReloadRequest: {
    always: ({ app }) => ({ workerMetadata: workerMetadata(app) }),
    handle: reloadEnvironment,
  },
};

/** How Azure turns a worker that waits without an app into the worker of an app. */
async function reloadEnvironment(worker: Worker, request: FunctionEnvironmentReloadRequest) {
  const { environmentVariables, functionAppDirectory } = request;
  worker.app = createApp();
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environmentVariables);
  if (functionAppDirectory) {
    process.chdir(functionAppDirectory);
    await startApp(worker, functionAppDirectory);
  }
  return {
    capabilities: await workerCapabilities(worker.app),
    capabilitiesUpdateStrategy: 'replace' as const,
  };
}
