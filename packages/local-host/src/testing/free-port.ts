import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * A port on which nobody listens, nor on the ones after it when more are needed. It is below those that systems hand
 * out themselves, and that the local host gives to handlers: somebody else might be given one before it is used; and
 * above Azurite's.
 */
export async function freePort(count = 1): Promise<number> {
  for (;;) {
    const first = randomInt(10_010, 20_000 - count);
    const ports = Array.from({ length: count }, (_, index) => first + index);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return first;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  await once(server.close(), 'close');
  return true;
}
