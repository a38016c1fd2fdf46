import { UsageError } from './errors.ts';

/** A port number from the command line. @throws UsageError that names the option. */
export function readPort(text: string, option: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new UsageError(`${option}: '${text}' is no port number.`);
  return port;
}

/**
 * What `--port-base` says: the extension server, the self-hosted server and the identity provider have the three ports
 * after it.
 * @throws UsageError when it is no port number, or those would be none
 */
export function readPortBase(text: string): number {
  const base = readPort(text, '--port-base');
  if (base > 65_532) {
    throw new UsageError(
      '--port-base: 65532 is the highest, as the three ports after it are used.',
    );
  }
  return base;
}
