import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

const statuses: Readonly<Record<string, string>> = {
  // Kestrel routes verbs that it does not know to nothing.
  HPE_INVALID_METHOD: '404 Not Found',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** What Node cannot read as a request is answered as Kestrel answers it, unless an answer is under way. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  const { _httpMessage: underWay } = socket as { _httpMessage?: ServerResponse | null };
  if (!socket.writable || underWay) return void socket.destroy();
  const status = statuses[error.code ?? ''] ?? '400 Bad Request';
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\nServer: Kestrel\r\n\r\n`,
  );
}
