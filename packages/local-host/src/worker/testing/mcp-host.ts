import { afterAll, beforeAll } from 'vitest';
import type { FunctionsHost } from '../../host/functions-host.ts';
import { startFunctionsHost } from '../../host/start.ts';
import { functionAppFiles, makeAppFolder } from '../../testing/app-folder.ts';
import { sendRaw } from '../../testing/raw-http.ts';

/** A JSON-RPC answer of the MCP webhook. */
export interface McpAnswer {
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

export interface McpHost {
  readonly host: FunctionsHost;
  /** Asks as a client does, without a session unless `headers` names one. */
  ask(method: string, params: object, headers?: Record<string, string>): Promise<McpAnswer>;
  /** The same for the text of a request. */
  send(body: string, headers?: Record<string, string>): Promise<McpAnswer>;
}

/** A host for all tests of a file, with an app whose functions are in `source`. Call what comes back inside of tests. */
export function useMcpHost(source: string): () => McpHost {
  let host: FunctionsHost;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    const app = await makeAppFolder(functionAppFiles(source));
    remove = app.remove;
    host = await startFunctionsHost({ appRoot: app.folder });
  });
  afterAll(async () => {
    await host?.dispose();
    await remove?.();
  });
  const send: McpHost['send'] = async (body, headers = {}) => {
    const answer = await sendRaw(host.port, {
      method: 'POST',
      path: '/runtime/webhooks/mcp',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      },
      body,
    });
    return JSON.parse(/^data: (.*)$/m.exec(answer.body)?.[1] ?? answer.body) as McpAnswer;
  };
  return () => ({
    host,
    send,
    ask: (method, params, headers) =>
      send(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }), headers),
  });
}
