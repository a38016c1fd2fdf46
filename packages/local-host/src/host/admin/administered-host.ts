import type { AppRuntime, FunctionInfo } from '../../app-runtime.ts';
import type { KeyStore } from '../../platform/key-store.ts';
import type { HostState } from '../host-state.ts';

/** What the admin API knows of the host and does to it. */
export interface AdministeredHost {
  readonly appRoot: string;
  /** The app's environment. */
  readonly env: NodeJS.ProcessEnv;
  readonly keys: KeyStore;
  readonly state: HostState;
  /** What keeps the app from running. */
  readonly failure: Error | undefined;
  /** All functions that were read last, also of an app that does not run. */
  readonly knownFunctions: readonly FunctionInfo[];
  /** The app; undefined while it does not run. */
  readonly runtime: AppRuntime | undefined;
  restart(): Promise<void>;
}
