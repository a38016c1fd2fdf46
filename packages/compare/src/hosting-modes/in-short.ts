/** The rows that decide for most, for the README. */
export const rowsInShort: readonly { readonly id: string; readonly label: string }[] = [
  { id: 'protocol.2025-11-25', label: 'Protocol revision 2025-11-25' },
  { id: 'transport.legacy-sse', label: 'Legacy SSE, for old clients' },
  { id: 'tools.structured-content', label: 'Structured content' },
  { id: 'tools.annotations', label: 'Titles, annotations and icons of tools' },
  { id: 'exchange.progress', label: 'Progress and log messages while a tool runs' },
  { id: 'exchange.disconnect', label: 'A tool learns that its client has gone' },
  { id: 'errors.missing-argument', label: 'A missing argument is told to the model' },
  { id: 'exchange.elicitation', label: 'A tool asks its user or the client’s model' },
];
