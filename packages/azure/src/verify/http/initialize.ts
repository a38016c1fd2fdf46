/** The newest revision of MCP that a stateless server of this project speaks. */
const newestRevision = '2025-11-25';

/** The first request of a conversation, written out: to see what answers before a client makes sense of it. */
export function initializeRequest(headers: Readonly<Record<string, string>> = {}): RequestInit {
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 0,
      method: 'initialize',
      params: {
        protocolVersion: newestRevision,
        capabilities: {},
        clientInfo: { name: 'npm-run-verify', version: '1.0.0' },
      },
    }),
  };
}
