import type { Azure } from '@side-by-side/azure/rest';
import type { Settings } from './settings.ts';

/** Time, so that tests need not wait for it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  wait(ms: number): Promise<void>;
}

/** Where a hook speaks to whoever runs azd. */
export interface Voice {
  readonly say: (line: string) => void;
  /** Lines that belong together, and have to outlast what azd draws while a hook runs after the deployment. */
  readonly tell: (lines: readonly string[]) => void;
  /** Something that does not stop azd, but may need a look. */
  readonly warn: (line: string) => void;
}

/** What was found when what was deployed was looked at. */
export interface Verdict {
  /** Whether nothing failed. */
  readonly ok: boolean;
  readonly lines: readonly string[];
}

/** What the hooks of azd work with. */
export interface HookContext extends Voice {
  readonly settings: Settings;
  readonly azure: Azure;
  readonly clock: Clock;
  /** Looks at what was deployed. */
  readonly verify: () => Promise<Verdict>;
  /** The folder of this azd environment, `.azure/NAME`. */
  readonly environmentFolder: string;
}

/** A hook: resolves when azd may go on. @throws UsageError that stops azd, with what to do about it. */
export type Hook = (context: HookContext) => Promise<void>;
