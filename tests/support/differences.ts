/** Something in which the two servers differ. */
interface Difference {
  readonly what: string;
  readonly reason: string;
}

/**
 * In what the two servers may differ; in nothing else. Each entry is shown by declared-differences.test.ts
 * and is to be deleted when that no longer finds it.
 */
export const differences = {
  toolPresentation: {
    what: 'The extension lists no title, annotations and icons of a tool.',
    reason: 'Its trigger binding has no members for them (extension 1.6.0).',
  },
  missingArguments: {
    what: 'A missing or null required argument is a protocol error on the extension, a result with isError on the self-hosted server.',
    reason: 'The extension checks what is required itself, before our code runs.',
  },
  resourceErrors: {
    what: 'An unknown resource is -32602 on the extension, -32002 on the self-hosted server.',
    reason:
      'The extension does not use the code that the protocol revisions up to 2025-11-25 have for it.',
  },
  promptErrors: {
    what: 'The text of the error for a missing argument of a prompt.',
    reason: 'The extension checks what is required itself, before our code runs.',
  },
  revision: {
    what: 'The newest protocol revision: 2025-06-18 on the extension, 2025-11-25 on the self-hosted server.',
    reason: 'The extension’s C# MCP SDK (0.4.0-preview.3) knows no newer one.',
  },
  capabilities: {
    what: 'The extension advertises logging although it can send none; the self-hosted server what it does.',
    reason: 'The extension’s capabilities are fixed.',
  },
  identity: {
    what: 'Name and instructions of the server.',
    reason: 'They tell the two apart.',
  },
  sessions: {
    what: 'The extension answers initialize with a session id.',
    reason: 'It issues one although it keeps nothing.',
  },
  framing: {
    what: 'The extension answers with an event stream, the self-hosted server with JSON unless the call may notify.',
    reason: 'The extension knows no other form.',
  },
  legacyTransport: {
    what: 'HTTP with SSE, the transport of 2024, is served by the extension only.',
    reason: 'The extension serves both; stateless hosting has nowhere to keep its streams.',
  },
  notifications: {
    what: 'Progress and log messages reach clients of the self-hosted server only.',
    reason: 'The extension gives a function no means to send them.',
  },
  cancellation: {
    what: 'A tool learns that its client has gone, by its `signal`, on the self-hosted server only.',
    reason: 'The extension waits for the function whether its client listens or not.',
  },
  transportRefusals: {
    what: 'How malformed JSON, a batch, a wrong Accept, Content-Type, MCP-Protocol-Version, method, Host or Origin, or a too large body is refused.',
    reason: 'They are refused before our code runs, by the extension or the MCP SDK.',
  },
} as const satisfies Record<string, Difference>;
