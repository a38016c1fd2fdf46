import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathOf } from '../http.ts';
import type { HostLog } from '../log/log.ts';

/** The status in the log of a request whose client left before the answer was whole. */
const clientLeft = 499;

/** Writes a line about a request once it is answered, or its client gone; never its query, which may hold a key. */
export function logRequest(
  log: HostLog,
  request: IncomingMessage,
  response: ServerResponse,
  operationOf: () => string | undefined,
): void {
  const start = performance.now();
  response.once('close', () => {
    const operation = operationOf();
    const path = pathOf(request);
    const status = response.writableFinished ? response.statusCode : clientLeft;
    const milliseconds = Math.round(performance.now() - start);
    log.write(
      'information',
      'Host.Requests',
      `${request.method} ${path} ${status} ${milliseconds} ms`,
      { method: request.method ?? '', path, status, milliseconds, ...(operation && { operation }) },
    );
  });
}
