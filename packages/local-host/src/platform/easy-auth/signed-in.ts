import type { IncomingMessage } from 'node:http';

/** A gate of the host that asks for keys. */
export type KeyGate = 'webhook' | 'function' | 'admin';

const callers = new WeakMap<IncomingMessage, (gate: KeyGate) => void>();

/**
 * Notes that Easy Auth knows who sends a request. It stands for what the host reads from the principal's
 * header, which is worth nothing where Easy Auth is off.
 * @param onKeyRefusal told when the host refuses the request for want of a key
 */
export function noteSignedIn(
  request: IncomingMessage,
  onKeyRefusal: (gate: KeyGate) => void,
): void {
  callers.set(request, onKeyRefusal);
}

export function isSignedIn(request: IncomingMessage): boolean {
  return callers.has(request);
}

/** Says that a gate refuses a request, for the log where its caller has signed in. */
export function reportKeyRefusal(request: IncomingMessage, gate: KeyGate): void {
  callers.get(request)?.(gate);
}
