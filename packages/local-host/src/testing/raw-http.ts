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
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends one request over a socket of its own and reads the answer until it is whole. */
export function sendRaw(port: number, request: RawRequest): Promise<RawResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<RawResponse>();
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.setTimeout(20_000, () => socket.destroy(new Error(`No whole answer to ${request.path}`)));
  socket.once('error', reject);
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    const response = parse(Buffer.concat(chunks), request.method);
    if (!response) return;
    socket.destroy();
    resolve(response);
  });
  socket.once('close', () =>
    reject(new Error(`The connection was closed before an answer to ${request.path}`)),
  );

  const body = Buffer.from(request.body ?? '');
  const names = new Set(Object.keys(request.headers).map((name) => name.toLowerCase()));
  const headers = [
    ...Object.entries(request.headers),
    ...(request.body !== undefined && !names.has('content-length')
      ? [['Content-Length', String(body.length)]]
      : []),
    ...(names.has('host') ? [] : [['Host', `localhost:${port}`]]),
    ...(names.has('connection') ? [] : [['Connection', 'keep-alive']]),
  ];
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.write(`${request.method} ${request.path} HTTP/1.1\r\n${head}\r\n`);
  socket.write(body);
  return promise;
}

/** Undefined while something of the answer is missing. */
function parse(bytes: Buffer, method: string): RawResponse | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [statusLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  const rest = bytes.subarray(end + 4);
  const status = Number(statusLine.split(' ')[1]);
  if (method === 'HEAD' || status === 204 || status === 304) return { status, headers, body: '' };
  const body =
    headers['transfer-encoding'] === 'chunked'
      ? readChunks(rest)
      : readLength(rest, Number(headers['content-length']));
  return body && { status, headers, body: body.toString('utf8') };
}

function readLength(bytes: Buffer, length: number): Buffer | undefined {
  return bytes.length >= length ? bytes.subarray(0, length) : undefined;
}

function readChunks(bytes: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.subarray(at, lineEnd).toString('latin1'), 16);
    if (size === 0) return Buffer.concat(chunks);
    const start = lineEnd + 2;
    if (bytes.length < start + size + 2) return undefined;
    chunks.push(bytes.subarray(start, start + size));
    at = start + size + 2;
  }
}
