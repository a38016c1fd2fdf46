import type { ReadMeters } from './deployed.ts';

/** A running server that is compared, and how it is reached. */
export interface Target {
  /** As in the report: `extension` and `self-hosted`, or `first` and `second`. */
  readonly id: string;
  readonly title: string;
  /** The MCP endpoint. */
  readonly url: URL;
  /** undefined: somebody else's server. */
  readonly hosting: 'extension' | 'self-hosted' | undefined;
  readonly place: 'local host' | 'azure' | 'elsewhere';
  /** For every request; with the key or token, so they never go into a report or a log. */
  readonly headers: Readonly<Record<string, string>>;
  /** Gets the headers anew, as a token expires. Absent where they last. @throws Error when there are none any more */
  readonly renew?: () => Promise<Readonly<Record<string, string>>>;
  /** What Azure counts for it; absent where that is not known. */
  readonly readMeters?: ReadMeters;
  /** The local host that serves it, where we started that; the app is its child process. */
  readonly process?: { readonly hostPid: number };
}
