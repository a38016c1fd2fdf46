import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** How long to wait between two attempts, in milliseconds. */
const pollEvery = 25;

/** An answered connection is dropped after this many milliseconds of silence. */
const patience = 1_000;

/**
 * Asks the handler for `/`, with no header but Host, until it answers anything at all. Refused
 * connections mean that it does not listen yet.
 * @returns false when `signal` aborted first.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Workers/Http/DefaultHttpWorkerService.cs (`IsWorkerReady`)
 */
export async function untilAnswering(port: number, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if (await answers(port, signal)) return true;
    await delay(pollEvery, undefined, { signal }).catch(() => undefined);
  }
  return false;
}

/** A connection that opens and then breaks counts as an answer, as it does in the host. */
async function answers(port: number, signal: AbortSignal): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port });
  const giveUp = () => socket.destroy();
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await new Promise<boolean>((resolve) => {
      let connected = false;
      socket.once('connect', () => {
        connected = true;
        socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
      });
      socket.once('data', () => resolve(true));
      socket.on('error', () => undefined);
      socket.once('close', () => resolve(connected && !signal.aborted));
    });
  } finally {
    signal.removeEventListener('abort', giveUp);
    // Handlers complain on their console about an answer that is cut off: let it arrive.
    socket.resume().unref();
    if (!socket.destroyed) socket.setTimeout(patience, giveUp);
  }
}
