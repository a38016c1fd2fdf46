/** A reason for hosting a server otherwise. */
interface Reason {
  readonly text: string;
  /** Rows that it rests on: neither server may do that. */
  readonly neitherDoes: readonly string[];
}

/** When neither hosting mode is the right one. */
export const reasonsForNeither: readonly Reason[] = [
  {
    neitherDoes: [
      'exchange.elicitation',
      'exchange.sampling',
      'exchange.roots',
      'exchange.subscriptions',
      'exchange.list-changed',
      'transport.server-stream',
      'transport.resumable',
    ],
    text: '**Your tools ask back, or your server speaks first**: elicitation, sampling, roots, subscriptions, changes of lists, streams that are resumed, sessions that keep something. Any instance may answer any request here, so there is nobody to ask back to. Run a server that stays, on Azure Container Apps ([mcp-container-ts](https://github.com/Azure-Samples/mcp-container-ts)) or App Service. Built-in authentication of Container Apps has no protected resource metadata ([container-apps 1736](https://github.com/microsoft/azure-container-apps/issues/1736), open), so the server must serve it there.',
  },
  {
    neitherDoes: ['exchange.cancellation'],
    text: '**A call takes minutes.** Azure ends an HTTP answer after 230 seconds, many clients give up after 60, and a client’s message that it cancels a call reaches neither server’s tools. Let one tool start the work and another one ask for its outcome, with Durable Functions behind ([mcp-functions-long-running-tools](https://github.com/Azure-Samples/mcp-functions-long-running-tools)).',
  },
  {
    neitherDoes: ['protocol.2026-07-28'],
    text: '**Your clients speak 2026-07-28 and nothing older.** Neither server here knows that revision yet. The extension’s support is asked for in [extension 290](https://github.com/Azure/azure-functions-mcp-extension/issues/290).',
  },
  {
    neitherDoes: [],
    text: '**Your clients register themselves.** Entra ID has neither dynamic client registration nor client-id metadata documents, and on an app’s default host name it refuses clients that always send `resource` (AADSTS9010010). Both modes can be called with keys; else bring an identity provider that does, or a gateway in front.',
  },
  {
    neitherDoes: [],
    text: '**Nothing of yours needs Azure**: not Entra ID, not a virtual network, not a binding of Functions. A platform whose servers start with one command, Cloudflare’s or Vercel’s for instance, is the shorter way.',
  },
];
