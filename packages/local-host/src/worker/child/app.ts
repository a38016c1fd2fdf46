import type { FunctionMetadata, LoadReport, WorkerMessage } from '../protocol.ts';
import type {
  CoreFunctionMetadata,
  FunctionCallback,
  HookCallback,
  HookData,
  ProgrammingModel,
} from './core-types.ts';

export interface RegisteredFunction {
  /** As the host learns of it. */
  readonly metadata: FunctionMetadata;
  /** As the library reads it back at each invocation. */
  readonly core: CoreFunctionMetadata;
  readonly callback: FunctionCallback;
}

/** The app that the worker hosts: what it registered, and how its loading went. */
export interface App {
  /**
   * By id. A plain object as in the real worker, so that ids which are array indices are listed first, and
   * `constructor` counts as registered already.
   */
  readonly functions: Record<string, RegisteredFunction>;
  readonly hooks: Record<string, HookCallback[]>;
  /** Shared by the hooks of app start and termination. */
  readonly hookData: HookData;
  /** Shared by all hooks. */
  readonly appHookData: HookData;
  model: ProgrammingModel;
  /** Set once the host has asked for the functions: no more can be registered. */
  locked: boolean;
  /** Whether a registration was tried, which is how the worker knows a v4 app. */
  registers: boolean;
  /** The whole path of the file that is being loaded. */
  entryPoint: string | undefined;
  /** Why an entry point did not load. */
  startError: Error | undefined;
  readonly loading: LoadReport;
}

/** What the parts of the worker share. */
export interface Worker {
  app: App;
  hostVersion: string | undefined;
  readonly send: (message: WorkerMessage) => void;
}

/**
 * The model before the library has set its own. The real worker ships version 3 of the library, for apps with
 * function.json files; the local host runs v4 apps only.
 */
const noModel: ProgrammingModel = {
  name: '@azure/functions',
  version: '3.5.0',
  getInvocationModel() {
    throw new Error('The v3 programming model (function.json) is not emulated.');
  },
};

/** A worker's functions and hooks, empty until the app is loaded. */
export function createApp(): App {
  return {
    functions: {},
    hooks: { appStart: [], appTerminate: [], preInvocation: [], postInvocation: [], log: [] },
    hookData: {},
    appHookData: {},
    model: noModel,
    locked: false,
    registers: false,
    entryPoint: undefined,
    startError: undefined,
    loading: { libraryLoaded: false },
  };
}
