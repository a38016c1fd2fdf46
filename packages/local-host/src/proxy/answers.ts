import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendEmpty } from '../http.ts';

/** A request whose body the host refused may go on sending it for so long, in milliseconds. */
const drainWithin = 5_000;

/** Answers with a status and nothing else, in the name of the host. */
export function answerEmpty(response: ServerResponse, status: number): void {
  response.setHeader('Server', 'Kestrel');
  // What a failed attempt to pass an answer on may have left.
  response.statusMessage = '';
  sendEmpty(response, status);
}

/** Answers 413 and takes in the rest of the body, since clients read no answer while they send. */
export function refuseBody(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  const timer = setTimeout(() => {
    if (!request.complete) socket.destroy();
  }, drainWithin);
  request.once('close', () => clearTimeout(timer));
  request.resume();
  answerEmpty(response, 413);
}
