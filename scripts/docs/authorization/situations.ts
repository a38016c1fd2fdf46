import type { AuthMode } from '@side-by-side/local-host';

/** What stands in front of an app: an auth mode, or one that has been set up half. */
export interface Situation {
  readonly id: string;
  readonly authMode: AuthMode;
  readonly title: string;
  /** How to have it here. */
  readonly command: string;
  /** Whether Easy Auth stands in front. */
  readonly signsIn: boolean;
  /** Whether the host's own gate asks for a key at the MCP endpoint. */
  readonly asksForKey: boolean;
  /** Whether there are keys at all: Azure always has them. */
  readonly hasKeys: boolean;
}

/** The three auth modes, and the mistake that costs most time. */
export const situations = [
  {
    id: 'anonymous',
    authMode: 'anonymous',
    title: 'Auth mode `anonymous`',
    command: 'npm start',
    signsIn: false,
    asksForKey: false,
    hasKeys: false,
  },
  {
    id: 'key',
    authMode: 'key',
    title: 'Auth mode `key`',
    command: 'npm start -- --auth key',
    signsIn: false,
    asksForKey: true,
    hasKeys: true,
  },
  {
    id: 'entra',
    authMode: 'entra',
    title: 'Auth mode `entra`',
    command: 'npm start -- --auth entra',
    signsIn: true,
    asksForKey: false,
    hasKeys: true,
  },
  {
    id: 'entra-default-levels',
    authMode: 'entra',
    title: 'Easy Auth before a host.json that still asks for a key',
    command: 'AUTH_MODE=entra npm run host -- --app apps/extension-server --auth entra',
    signsIn: true,
    asksForKey: true,
    hasKeys: true,
  },
] as const satisfies readonly Situation[];
