import { once } from 'node:events';

/** What any command needs, without the host: it takes long to load. */
export { isLoopbackName } from './loopback-name.ts';
export { findOwner } from './port.ts';
export { readPort, readPortBase } from './read-port.ts';
export { userFolder } from './user-folder.ts';

/**
 * Heeds Ctrl-C and requests to end from now on. Returns the function that waits for one, so that what runs can
 * be stopped in order; until that is called they end the process at once, and with it all that it has started.
 * A second Ctrl-C always does.
 */
export function heedInterruption(): () => Promise<void> {
  let isWaiting = false;
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal));
  const interrupted = Promise.race(signals).then(([, signal]) => {
    // Without a handler a signal would end the process before its 'exit', on which its children are killed.
    if (!isWaiting) process.exit(128 + signal);
    process.once('SIGINT', () => process.exit(130));
  });
  return () => {
    isWaiting = true;
    return interrupted;
  };
}
