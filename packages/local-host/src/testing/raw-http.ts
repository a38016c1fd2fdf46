import { connect } from 'node:net';

/** A request as it goes over the wire: no header is added but Content-Length, Host and Connection. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface RawResponse {
  readonly status: number;
  /** Lower-case names; the values of repeated ones are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends one request over a socket of its own and reads the answer until it is whole. */
export function sendRaw(port: number, request: RawRequest): Promise<RawResponse> {
  return readUntil(port, request, (bytes) => parse(bytes, request.method));
}

/**
 * Sends one request whose answer stays open, and reads until its body has as many characters as
 * `enough` says; then it closes the connection.
 * @param onOpen called when the first part of the body is there
 */
export function sendRawStream(
  port: number,
  request: RawRequest,
  enough: (body: string) => boolean,
  onOpen: (body: string) => void = () => {},
): Promise<RawResponse> {
  let opened = false;
  return readUntil(port, request, (bytes) => {
    const head = parseHead(bytes);
    if (!head) return undefined;
    const body = readChunks(bytes.subarray(head.length), true)!.toString('utf8');
    if (body && !opened) {
      opened = true;
      onOpen(body);
    }
    return enough(body) ? { ...head, body } : undefined;
  });
}

function readUntil(
  port: number,
  request: RawRequest,
  read: (bytes: Buffer) => RawResponse | undefined,
): Promise<RawResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<RawResponse>();
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.setTimeout(20_000, () => socket.destroy(new Error(`No whole answer to ${request.path}`)));
  socket.once('error', reject);
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    const response = read(Buffer.concat(chunks));
    if (!response) return;
    socket.destroy();
    resolve(response);
  });
  socket.once('close', () =>
    reject(new Error(`The connection was closed before an answer to ${request.path}`)),
  );
  socket.write(headOf(port, request));
  socket.write(request.body ?? '');
  return promise;
}

function headOf(port: number, request: RawRequest): string {
  const length = Buffer.byteLength(request.body ?? '');
  const names = new Set(Object.keys(request.headers).map((name) => name.toLowerCase()));
  const headers = [
    ...Object.entries(request.headers),
    ...(request.body !== undefined &&
    !names.has('content-length') &&
    !names.has('transfer-encoding')
      ? [['Content-Length', String(length)]]
      : []),
    ...(names.has('host') ? [] : [['Host', `localhost:${port}`]]),
    ...(names.has('connection') ? [] : [['Connection', 'keep-alive']]),
  ];
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `${request.method} ${request.path} HTTP/1.1\r\n${lines}\r\n`;
}

/** Status and headers, and how many bytes they take; undefined while they are not whole. */
function parseHead(
  bytes: Buffer,
): (Omit<RawResponse, 'body'> & { readonly length: number }) | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [statusLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const name = line.slice(0, line.indexOf(':')).toLowerCase();
    const value = line.slice(line.indexOf(':') + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return { status: Number(statusLine.split(' ')[1]), headers, length: end + 4 };
}

/** Undefined while something of the answer is missing. */
function parse(bytes: Buffer, method: string): RawResponse | undefined {
  const head = parseHead(bytes);
  if (!head) return undefined;
  const { status, headers, length } = head;
  if (method === 'HEAD' || status === 204 || status === 304) return { status, headers, body: '' };
  const rest = bytes.subarray(length);
  const body =
    headers['transfer-encoding'] === 'chunked'
      ? readChunks(rest)
      : readLength(rest, Number(headers['content-length']));
  return body && { status, headers, body: body.toString('utf8') };
}

function readLength(bytes: Buffer, length: number): Buffer | undefined {
  return bytes.length >= length ? bytes.subarray(0, length) : undefined;
}

/** The chunks together; with `partial` those that are there, else undefined while any is missing. */
function readChunks(bytes: Buffer, partial = false): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.subarray(at, Math.max(at, lineEnd)).toString('latin1'), 16);
    const start = lineEnd + 2;
    if (lineEnd < 0 || bytes.length < start + size + 2) {
      return partial ? Buffer.concat(chunks) : undefined;
    }
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(bytes.subarray(start, start + size));
    at = start + size + 2;
  }
}
