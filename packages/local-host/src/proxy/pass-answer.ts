import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import { headersForClient } from './headers.ts';

/**
 * Streams the handler's answer to the client, part by part as it comes and no faster than the client
 * takes it. The headers go with the first bytes, as YARP sends them. Each part sets the timer `silence` back. The caller watches whether the answer comes to its end.
 * @throws when the handler sent headers that cannot be sent on; nothing is sent then.
 */
export function passAnswer(
  answer: IncomingMessage,
  response: ServerResponse,
  silence: NodeJS.Timeout,
): void {
  silence.refresh();
  const status = answer.statusCode!;
  const { headers, length } = headersForClient(answer);
  let left = length;
  response.writeHead(status, answer.statusMessage || STATUS_CODES[status], headers);
  answer.on('data', (chunk: Buffer) => {
    silence.refresh();
    left -= chunk.length;
    // The end goes with the last bytes, and as text with the headers too, in one piece.
    if (left === 0) response.end(chunk.toString('latin1'), 'latin1');
    else if (!response.write(chunk)) {
      answer.pause();
      response.once('drain', () => answer.resume());
    }
  });
  answer.on('end', () => response.end());
}
