import type { Fact } from './fact.ts';

/** How far the MCP extension 1.6.0 goes: what of MCP it lists and carries, and what it does not. */
export const extensionLimitFacts = {
  'extension.server-info': {
    behaviour: 'Name, version and instructions of the server are those of host.json.',
    source: 'the extension 1.6.0 in an emulated host',
    sure: 'recorded',
    state: 'same',
  },
  'extension.capabilities': {
    behaviour:
      'It declares logging, prompts, resources and tools, each without members: no subscriptions, no changes of lists.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.tool.listed': {
    behaviour:
      'A tool is listed with name, description, schemas and metadata; it has no title, annotations or icons.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.resource.listed': {
    behaviour:
      'A resource or template is listed with name, title, address, description, mimeType and metadata, as far as it has them.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.prompt.listed': {
    behaviour:
      'A prompt is listed with name, title, description, arguments, icons and metadata, as far as it has them.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.lists-whole': {
    behaviour: 'Lists ignore a cursor: they are handed out whole, and name no next one.',
    source: 'the extension 1.6.0 in an emulated host',
    sure: 'recorded',
    state: 'same',
  },
  'extension.one-way': {
    behaviour:
      'Nothing but the answer goes to a client on Streamable HTTP: no progress, no log messages, no questions of a tool.',
    source: 'source of the extension 1.6.0',
    sure: 'read',
    state: 'same',
  },
  'extension.cancellation': {
    behaviour: 'A function is not told that its call was cancelled, or that the client has gone.',
    source: 'source of the extension 1.6.0',
    sure: 'read',
    state: 'same',
  },
} as const satisfies Record<string, Fact>;
