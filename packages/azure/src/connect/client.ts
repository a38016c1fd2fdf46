import type { Entry } from './entry.ts';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** What goes into a client's file. */
export interface Settings {
  /** The property that holds the servers: `servers` in VS Code, `mcpServers` in all others. */
  readonly section: 'servers' | 'mcpServers';
  readonly servers: Readonly<Record<string, JsonObject>>;
  /** What VS Code asks its user for; each has an `id`. */
  readonly inputs?: readonly (JsonObject & { readonly id: string })[];
}

/** Another way than a file: links to open, commands to run. */
export interface Way {
  readonly title: string;
  readonly lines: readonly string[];
}

/** All that connects a client. Holds no key, ever. */
export interface Configuration {
  /** Absent where the client has no file, or nothing would stand in it. */
  readonly settings?: Settings;
  readonly ways: readonly Way[];
  /** Servers that this client cannot reach as things are, each with why, and what to do. */
  readonly leftOut: readonly string[];
  /** What else there is to know or to do, a sentence or two each. */
  readonly notes: readonly string[];
}

export interface ConnectOptions {
  /** The id of a registration in Entra ID that stands for the user's clients. */
  readonly clientId?: string;
  readonly homeFolder: string;
}

/** How a client gets past sign-in with Entra ID. */
export interface SignInSupport {
  readonly answer: 'yes' | 'with a client id' | 'with a token';
  readonly why: string;
  readonly instead: string;
}

/** An MCP client, and how it is configured. */
export interface Client {
  /** As it is named on the command line. */
  readonly name: string;
  readonly title: string;
  /** Its file below the project's folder, or where it is in the home folder; absent where it has none. */
  readonly file?: (home: string, platform: NodeJS.Platform) => string | undefined;
  readonly signIn: SignInSupport;
  /** Where the key of auth mode `key` comes from. */
  readonly keys: string;
  readonly configure: (entries: readonly Entry[], options: ConnectOptions) => Configuration;
}
