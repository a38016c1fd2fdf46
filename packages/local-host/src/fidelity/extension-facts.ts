import type { Fact } from './fact.ts';

/** What the local host does as the MCP extension 1.6.0 does it. */
export const extensionFacts = {
  'extension.path': {
    behaviour:
      'The endpoint is /runtime/webhooks/mcp in any letter case, with any sub-path; another extension is 404.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.tool-property-binding': {
    behaviour:
      'An `mcpToolProperty` input of a tool is the text of its argument (`JsonElement.ToString()`), and adds nothing to the schema.',
    source:
      'source of the extension 1.6.0; a recording of Functions host 4.1037 shows the input as a text',
    sure: 'read',
    state: 'same',
  },
  'extension.called-name': {
    behaviour:
      'A tool or prompt is found without letter case; the function and the error text have its name as the client wrote it.',
    source: 'source of the extension 1.6.0',
    sure: 'read',
    state: 'same',
  },
  'extension.endpoints-logged': {
    behaviour: 'At its start the extension logs the URLs of Streamable HTTP and of legacy SSE.',
    source: 'the extension 1.6.0 in an emulated host',
    sure: 'recorded',
    state: 'same',
  },
  'extension.verbs': {
    behaviour:
      'GET, PUT, DELETE and OPTIONS are 405 without Allow; verbs that the host does not let through are 404.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.framing': {
    behaviour: 'A request is answered by an event stream with exactly one event and without an id.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.notification-202': {
    behaviour: 'A notification, and a response of a client, is 202 without a content type.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.json-text': {
    behaviour:
      'Answers are written as System.Text.Json does: result, id, jsonrpc, and its default escaping.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.json-depth': {
    behaviour: 'JSON that is nested deeper than 64 levels is refused.',
    source: 'System.Text.Json (default MaxDepth)',
    sure: 'read',
    state: 'same',
  },
  'extension.accept': {
    behaviour:
      'Accept has to match application/json and text/event-stream; wildcards do, q=0 does not matter; else 406.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.content-type': {
    behaviour: 'A content type that is no JSON, or none, is an empty 500.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.malformed': {
    behaviour: 'Malformed JSON, a batch, a missing jsonrpc, an id of null: an empty 500.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.body-null': {
    behaviour: 'A body of null is 400 with -32000 and an empty id.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.params-not-object': {
    behaviour: 'Params that are no object are -32603.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.ignored-headers': {
    behaviour: 'MCP-Protocol-Version, Origin and Host are never checked.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.body-limit': {
    behaviour: 'A body of 5 MiB passes; one over 100 MiB is an empty 500 and ends the connection.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.session.plain': {
    behaviour:
      'Under Core Tools a session id is `client|instance`; any of that shape is taken, another is 400.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.session.encrypted': {
    behaviour: 'In the cloud a session id is encrypted; one that cannot be read is an empty 500.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.session.no-key': {
    behaviour: 'Without an encryption key initialize fails, and calls without a session work.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.initialize': {
    behaviour:
      'Three protocol revisions are echoed, anything else is answered with 2025-06-18; missing params fail as an empty 500 with the headers of a stream.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.methods': {
    behaviour:
      'ping, logging/setLevel and resources/subscribe answer {}; an unknown method is -32601.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.tool.schema': {
    behaviour:
      "A listed schema is built from toolProperties, doubles and unknown types included, or is the worker's own, verbatim.",
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.tool.required': {
    behaviour: 'Only required arguments are checked: missing or null is -32602.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.tool.unknown': {
    behaviour: 'An unknown tool is -32602; names have no letter case.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.tool.payload': {
    behaviour:
      'The worker gets name, arguments, session, transport and all request headers, and the trigger metadata.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.tool.result': {
    behaviour:
      "Results are read from the library's envelope: blocks, several blocks, structured content, a whole CallToolResult.",
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.tool.failure': {
    behaviour: 'A tool that throws is a result with isError and without its message.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.resource.read': {
    behaviour:
      'Texts, bytes and whole contents are answered with the address as asked for; objects fail with -32603.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.resource.unknown': {
    behaviour: 'An unknown resource is -32602; an address that is not absolute is -32603.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.resource.template': {
    behaviour: 'Templates match whole addresses, any letter case; parameters arrive undecoded.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.resource.address': {
    behaviour:
      'Addresses that are relative, and templates that are malformed, ambiguous or equivalent, are refused.',
    source: 'Azure/azure-functions-mcp-extension ResourceUriHelper.cs',
    sure: 'read',
    state: 'same',
  },
  'extension.prompt.get': {
    behaviour:
      'What a prompt returns becomes one text message of the user; with useResultSchema it is read from the envelope.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.prompt.required': {
    behaviour: 'A required argument of a prompt that is missing or null is -32602.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.registration.duplicate': {
    behaviour: 'Two tools whose names are equal but for letter case stop the whole host.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'extension.registration.description-missing': {
    behaviour: 'A tool without a description is in error, an empty one is fine; the others work.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'extension.registration.schema-as-object': {
    behaviour: 'An inputSchema that is an object instead of text puts its function in error.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'extension.registration.metadata': {
    behaviour:
      'Metadata that is no JSON object fails the indexing of its function; the others work.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'extension.registration.equivalent-templates': {
    behaviour: 'Two templates that match the same addresses stop the whole host.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'extension.registration.relative-uri': {
    behaviour: 'A resource whose address is not absolute stops the whole host.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'extension.registration.tool-properties': {
    behaviour:
      'toolProperties that are no list, or empty text, or hold an isRequired that is no boolean, stop the whole host; the place is told.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'extension.registration.tool-property-kinds': {
    behaviour:
      'So do members of another wrong kind, each told with its type and place; null is an empty list, and a list has no items of null.',
    source:
      'Azure/azure-functions-mcp-extension McpToolPropertyAttribute.cs, dotnet/runtime System.Text.Json',
    sure: 'read',
    state: 'same',
  },
  'extension.registration.schema-missing': {
    behaviour: 'useWorkerInputSchema without an inputSchema stops the whole host.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'extension.registration.schema-invalid': {
    behaviour:
      'A schema of the worker whose root is no object of type "object" stops the whole host.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'extension.registration.schema-not-json': {
    behaviour: 'So does one that is no JSON; the message names the tool.',
    source: 'Azure/azure-functions-mcp-extension McpToolTriggerBinding.cs',
    sure: 'read',
    state: 'same',
  },
  'extension.registration.schema-ignored': {
    behaviour: 'An inputSchema without useWorkerInputSchema is ignored.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'extension.registration.properties-missing': {
    behaviour: 'A tool without toolProperties has a schema without properties.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'extension.registration.property-without-type': {
    behaviour: 'A property without a type is listed with the type null.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'extension.registration.blank-name': {
    behaviour: 'A property with a blank name is not listed.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'extension.registration.blank-name-required': {
    behaviour: 'Such a property is asked for in each call all the same, where it is required.',
    source: 'Azure/azure-functions-mcp-extension PropertyBasedToolInputSchema.cs',
    sure: 'read',
    state: 'same',
  },
  'extension.registration.percent-signs': {
    behaviour: 'Percent signs in a description are not expanded.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'extension.registration.json-words': {
    behaviour:
      "What is wrong with malformed JSON of a binding is told in JavaScript's words, without a place, unless it is empty, ends too early or is nested too deeply; and prompts tell the members of their lists that are of a wrong kind in words of the local host.",
    source: 'dotnet/runtime System.Text.Json',
    sure: 'read',
    state: 'differs on purpose',
  },
  'extension.legacy-sse': {
    behaviour:
      'Legacy SSE: a stream at …/sse, messages to the address in its first event, answers on the stream, a ping every 25 s.',
    source: 'recorded from the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'extension.legacy-sse-backplane': {
    behaviour: 'A message for the stream of another instance goes through a storage queue.',
    source: 'Azure/azure-functions-mcp-extension Backplane/Storage',
    sure: 'read',
    state: 'not emulated',
  },
} as const satisfies Record<string, Fact>;
