import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { HostContent } from '../protocol.ts';

/** A message that the recorded host sent, or a pause in milliseconds between two. */
export type Step = Partial<HostContent> & { wait?: number };

/** One exchange with the real worker, as the recordings have it: proto3 JSON. */
export interface Exchange {
  readonly name: string;
  readonly app: string;
  /** The exchanges of one process have the same session. */
  readonly session: string;
  readonly request: Step | readonly Step[] | null;
  readonly responses: readonly Record<string, unknown>[];
  readonly console?: { readonly stdout?: readonly string[]; readonly stderr?: readonly string[] };
  readonly result: {
    readonly answered?: boolean | string;
    readonly exitCode?: number;
    readonly exited?: false;
  };
}

const folder = new URL('../fixtures/node-worker/', import.meta.url);
const mcpApp = new URL('../../mcp-extension/fixtures/app/', import.meta.url);

/** All recorded exchanges, in their order. */
export function readRecordings(): Exchange[] {
  const { recordings } = JSON.parse(readFileSync(new URL('recordings.json', folder), 'utf8')) as {
    recordings: Exchange[];
  };
  return recordings;
}

/** The whole path of the app of an exchange. */
export function appFolder(app: string): string {
  const url = app === '../mcp-extension/app' ? mcpApp : new URL(`${app}/`, folder);
  return fileURLToPath(url).replace(/[\\/]$/, '');
}
