import { Server } from 'node:net';

type Listen = (this: Server, ...args: unknown[]) => Server;

/** Where a server listens that names no address. */
const loopback = '127.0.0.1';

/**
 * Runs `make`, and lets servers that begin to listen in it, and name no address, do so on loopback alone: the
 * library's server for HTTP streams would else be open to the whole network. What the app listens on later is its own.
 * @see Azure/azure-functions-nodejs-library:src/http/httpProxy.ts
 */
export function listeningOnLoopback<T>(make: () => T): T {
  const { prototype } = Server as unknown as { prototype: { listen: Listen } };
  const { listen } = prototype;
  prototype.listen = function (...args) {
    return listen.apply(this, withAddress(args));
  };
  try {
    return make();
  } finally {
    prototype.listen = listen;
  }
}

/** The arguments of `listen`, with the address where they have none; those in an object stay as they are. */
function withAddress(args: unknown[]): unknown[] {
  const [first, second] = args;
  if (first === undefined || typeof first === 'function') return [0, loopback, ...args];
  if (typeof first === 'number' && typeof second !== 'string') {
    return [first, loopback, ...args.slice(1)];
  }
  return args;
}
