import type { FactId } from '@side-by-side/local-host/fidelity';

/**
 * What of the fidelity manifest each row rests on. In front of both servers stands the local host, in the place of
 * Azure: it gives all answers of the extension, and passes on those of the self-hosted server.
 */
export const rowFacts: Readonly<Record<string, readonly FactId[]>> = {
  'protocol.2024-11-05': ['extension.initialize'],
  'protocol.2025-03-26': ['extension.initialize'],
  'protocol.2025-06-18': ['extension.initialize'],
  'protocol.2025-11-25': ['extension.initialize'],
  'protocol.2026-07-28': ['extension.methods'],
  'protocol.negotiation': ['extension.initialize'],
  'protocol.version-header': ['extension.ignored-headers'],
  'protocol.no-handshake': ['extension.session.no-key'],
  'protocol.ping': ['extension.methods'],
  'protocol.parallel': ['worker.invocation.concurrent'],
  'protocol.server-info': ['extension.server-info'],
  'protocol.instructions': ['extension.server-info'],

  'client.sdk-v1': ['extension.initialize', 'extension.framing', 'extension.session.plain'],
  'client.v2': ['extension.initialize', 'extension.framing', 'extension.session.plain'],
  'client.v2-auto': ['extension.initialize', 'extension.methods'],

  'transport.streamable-http': ['extension.path', 'extension.framing'],
  'transport.json': ['extension.framing'],
  'transport.event-stream': ['extension.framing', 'custom-handler.proxy-streaming'],
  'transport.json-only-client': ['extension.accept'],
  'transport.server-stream': ['extension.verbs'],
  'transport.resumable': ['extension.framing'],
  'transport.legacy-sse': ['extension.legacy-sse'],
  'transport.sessions': ['extension.session.plain', 'extension.session.encrypted'],
  'transport.session-end': ['extension.verbs'],
  'transport.notification': ['extension.notification-202'],

  'tools.list': ['extension.tool.listed'],
  'tools.call': ['extension.tool.payload', 'extension.tool.result'],
  'tools.title': ['extension.tool.listed'],
  'tools.annotations': ['extension.tool.listed'],
  'tools.icons': ['extension.tool.listed'],
  'tools.meta': ['extension.tool.listed'],
  'tools.nested-input': ['extension.tool.schema', 'extension.tool.payload'],
  'tools.constraints': ['extension.tool.schema'],
  'tools.output-schema': ['extension.tool.schema'],
  'tools.structured-content': ['extension.tool.result'],
  'tools.output-validation': ['extension.tool.result'],
  'tools.result-meta': ['extension.tool.result'],

  'content.text': ['extension.tool.result'],
  'content.image': ['extension.tool.result'],
  'content.audio': ['extension.tool.result'],
  'content.resource-link': ['extension.tool.result'],
  'content.embedded-text': ['extension.tool.result'],
  'content.embedded-bytes': ['extension.tool.result'],
  'content.several': ['extension.tool.result'],

  'resources.list': ['extension.resource.listed'],
  'resources.text': ['extension.resource.read'],
  'resources.bytes': ['extension.resource.read'],
  'resources.templates': ['extension.resource.template'],
  'resources.title': ['extension.resource.listed'],
  'resources.meta': ['extension.resource.listed'],

  'prompts.list': ['extension.prompt.listed'],
  'prompts.get': ['extension.prompt.get'],
  'prompts.arguments': ['extension.prompt.required'],
  'prompts.title': ['extension.prompt.listed'],

  'exchange.completions': ['extension.methods'],
  'exchange.pagination': ['extension.lists-whole'],
  'exchange.elicitation': ['extension.one-way'],
  'exchange.sampling': ['extension.one-way'],
  'exchange.roots': ['extension.one-way'],
  'exchange.cancellation': ['extension.cancellation'],
  'exchange.disconnect': ['extension.cancellation', 'custom-handler.proxy-disconnect'],
  'exchange.progress': ['extension.one-way', 'custom-handler.proxy-streaming'],
  'exchange.logging': ['extension.one-way', 'custom-handler.proxy-streaming'],
  'exchange.log-level': ['extension.methods', 'extension.one-way'],
  'exchange.subscriptions': ['extension.methods', 'extension.capabilities', 'extension.one-way'],
  'exchange.list-changed': ['extension.capabilities'],

  'errors.unknown-method': ['extension.methods'],
  'errors.unknown-tool': ['extension.tool.unknown'],
  'errors.unknown-resource': ['extension.resource.unknown'],
  'errors.unknown-prompt': ['extension.called-name'],
  'errors.wrong-argument': ['extension.tool.required', 'extension.tool.result'],
  'errors.missing-argument': ['extension.tool.required'],
  'errors.tool-error': ['extension.tool.result'],
  'errors.thrown': ['extension.tool.result', 'extension.tool.failure'],
  'errors.malformed-json': ['extension.malformed'],
  'errors.invalid-request': ['extension.malformed'],
  'errors.batch': ['extension.malformed'],

  'http.accept': ['extension.accept'],
  'http.content-type': ['extension.content-type'],
  'http.origin': ['extension.ignored-headers'],
  'http.method': ['extension.verbs'],
  'http.large-body': ['extension.body-limit', 'custom-handler.body-limit'],
  'http.body-limit': ['extension.body-limit', 'custom-handler.body-limit'],
};

/** Groups that Azure decides in front of the servers, so that the local host without keys says nothing of them. */
const decidedByAzure: readonly string[] = ['signin', 'http.cors'];

/** Whether a row is about the hosting mode. */
export function isAboutHosting(id: string): boolean {
  return !decidedByAzure.some((part) => id === part || id.startsWith(`${part}.`));
}
