import type { Client } from './client.ts';
import { claudeCode } from './clients/claude-code.ts';
import { claudeDesktop } from './clients/claude-desktop.ts';
import { cursor } from './clients/cursor.ts';
import { inspector } from './clients/inspector.ts';
import { mcpRemote } from './clients/mcp-remote.ts';
import { vsCode } from './clients/vs-code.ts';

/** All clients that there is a configuration for, in the order in which they are shown. */
export const clients: readonly Client[] = [
  vsCode,
  cursor,
  claudeCode,
  claudeDesktop,
  mcpRemote,
  inspector,
];
