import { UsageError } from './errors.ts';

/** A port number from the command line. @throws UsageError that names the option. */
export function readPort(text: string, option: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new UsageError(`${option}: '${text}' is no port number.`);
  return port;
}
