import type { IncomingMessage } from 'node:http';
import { isLoopbackName } from '../loopback-name.ts';

/**
 * Whether a web page of elsewhere may have made a browser send a request: one of another origin, or one whose host
 * name leads to this machine (DNS rebinding). Programs send no origin.
 */
export function isOfPageElsewhere({ headers }: IncomingMessage): boolean {
  const { host = '', origin } = headers;
  return !isHere(`http://${host}`) || (origin !== undefined && !isHere(origin));
}

function isHere(origin: string): boolean {
  return URL.canParse(origin) && isLoopbackName(new URL(origin).hostname);
}
