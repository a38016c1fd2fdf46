import { randomInt } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HostError } from '../errors.ts';
import { listen } from '../port.ts';
import type { CustomHandlerOptions } from './options.ts';

/**
 * Below the ports that systems hand out themselves. The handler takes its port only after it has been found: one of
 * those might be handed out to somebody else meanwhile.
 */
const dynamicPorts = { from: 20_000, below: 32_000 };

/**
 * The port for the handler: the configured one, or any free one. It stays the same when the handler is
 * restarted.
 * @throws HostError when the configured port is taken, as the host refuses it then too.
 */
export async function findHandlerPort(options: CustomHandlerOptions): Promise<number> {
  if (options.port === undefined) return findFreePort();
  try {
    return await probe(options.port);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    throw new HostError(
      error.code,
      `Unable to bind to port ${options.port} specified in ${options.file}. ${error.message}`,
      'Please specify a different port in "customHandler.port", or remove it to allow dynamic binding of port.',
      { cause: error },
    );
  }
}

async function findFreePort(): Promise<number> {
  for (let attempts = 0; attempts < 20; attempts += 1) {
    const port = randomInt(dynamicPorts.from, dynamicPorts.below);
    const isFree = await probe(port).then(
      () => true,
      () => false,
    );
    if (isFree) return port;
  }
  return probe(0);
}

/** Listens for a moment, and tells on which port. */
async function probe(wanted: number): Promise<number> {
  const server = createServer();
  await listen(server, wanted);
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
