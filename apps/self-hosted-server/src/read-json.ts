/** The largest body that the server reads, in bytes: the MCP SDK's own limit. */
const maxBytes = 4 * 1024 * 1024;

/** One JSON-RPC message, or how to refuse the request. */
export type ReadResult =
  | { readonly json: object }
  | { readonly status: number; readonly code: number; readonly error: string };

const tooLarge: ReadResult = {
  status: 413,
  code: -32000,
  error: `Request body exceeds ${maxBytes} bytes.`,
};

/** Reads the body of a request under the size limit, and parses it once. */
export async function readJson(request: Request): Promise<ReadResult> {
  const text = await readText(request);
  if (text === undefined) return tooLarge;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { status: 400, code: -32700, error: 'Parse error: Invalid JSON' };
  }
  if (Array.isArray(json)) {
    return { status: 400, code: -32600, error: 'Invalid Request: batches are not supported.' };
  }
  if (typeof json !== 'object' || json === null) {
    return { status: 400, code: -32600, error: 'Invalid Request: not a JSON-RPC message.' };
  }
  return { json };
}

/** The body as text; undefined past the limit. */
async function readText(request: Request): Promise<string | undefined> {
  const length = request.headers.get('content-length');
  if (Number(length) > maxBytes) return undefined;
  // Node's parser holds a body to its Content-Length, so this path needs no counting.
  if (length !== null || !request.body) return request.text();

  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of request.body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
