import { onTestFinished } from 'vitest';
import { useAppFolder } from '../../testing/app-folder.ts';
import type { FunctionsHost } from '../functions-host.ts';
import { type FunctionsHostOptions, startFunctionsHost } from '../start.ts';

export const hostJson = {
  version: '2.0',
  extensionBundle: { id: 'Microsoft.Azure.Functions.ExtensionBundle', version: '[4.36.0, 5.0.0)' },
};

/** An app with tools, each given as `[function name, tool name, handler]`. */
export function toolApp(...tools: [name: string, toolName: string, handler: string][]): {
  'host.json': object;
  'package.json': object;
  'index.cjs': string;
} {
  const registrations = tools.map(
    ([name, toolName, handler]) =>
      `app.mcpTool('${name}', { toolName: '${toolName}', description: 'd', toolProperties: [], handler: ${handler} });`,
  );
  return {
    'host.json': hostJson,
    'package.json': { main: 'index.cjs' },
    'index.cjs': `const { app } = require('@azure/functions');\n${registrations.join('\n')}`,
  };
}

/** Starts an app of these files for one test. */
export async function useHost(
  files: Record<string, string | object>,
  options: Partial<FunctionsHostOptions> = {},
): Promise<FunctionsHost> {
  const appRoot = await useAppFolder(files);
  const host = await startFunctionsHost({ appRoot, ...options });
  onTestFinished(() => host.dispose());
  return host;
}

/** Calls a tool. */
export async function call(url: string, name: string, args: object = {}): Promise<Response> {
  return fetch(`${url}/runtime/webhooks/mcp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name, arguments: args },
    }),
  });
}

/** A handler that takes a while. */
export const waiting = (answer: string): string =>
  `() => new Promise((resolve) => setTimeout(resolve, 400, '${answer}'))`;
