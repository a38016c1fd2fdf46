import type { ServerResponse } from 'node:http';

const headers = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-cache,no-store',
  'Content-Encoding': 'identity',
  Connection: 'keep-alive',
};

/** Makes the answer an event stream, with the headers that the extension sets. */
export function setEventStreamHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

/** Writes one message as an event: without an id, as the extension does. */
export function writeEvent(response: ServerResponse, message: string): void {
  response.write(`event: message\ndata: ${message}\n\n`);
}
