import type { MeteredApp } from '../report/meters.ts';

/** Finds both servers of an azd environment on Azure. Throws UsageError where there are not two. */
export type FindDeployed = (
  environmentName: string,
  signal: AbortSignal,
) => Promise<readonly [DeployedServer, DeployedServer]>;

/** A server on Azure, with what whoever is signed in may know of it. */
export interface DeployedServer {
  readonly hosting: 'extension' | 'self-hosted';
  readonly title: string;
  /** The MCP endpoint. */
  readonly url: URL;
  /** Gets past what stands before it. Asked for again in long runs, as tokens expire. */
  readonly findAccess: () => Promise<Access>;
  readonly readMeters: ReadMeters;
}

/** The headers with a key or a token, none where nothing is asked for; or why there are none, as a sentence. */
export type Access =
  | { readonly ok: true; readonly headers: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly reason: string };

/** What an app used. */
export type Usage = Omit<MeteredApp, 'dollars'>;

/** Reads what an app used in a time, or says why it cannot. */
export type ReadMeters = (
  from: Date,
  to: Date,
) => Promise<
  { readonly ok: true; readonly usage: Usage } | { readonly ok: false; readonly reason: string }
>;
