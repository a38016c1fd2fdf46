import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HostError } from '../errors.ts';
import { listen } from '../port.ts';
import type { CustomHandlerOptions } from './options.ts';

/**
 * The port for the handler: the configured one, or any free one. It stays the same when the handler is
 * restarted.
 * @throws HostError when the configured port is taken, as the host refuses it then too.
 */
export async function findHandlerPort(options: CustomHandlerOptions): Promise<number> {
  const server = createServer();
  try {
    await listen(server, options.port ?? 0);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    throw new HostError(
      error.code,
      `Unable to bind to port ${options.port} specified in ${options.file}. ${error.message}`,
      'Please specify a different port in "customHandler.port", or remove it to allow dynamic binding of port.',
      { cause: error },
    );
  }
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
