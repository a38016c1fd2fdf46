import { isObject } from './is-object.ts';

/** Where a server of a client's file is, without what may be a secret in it; undefined where it names no address. */
export function addressOf(server: unknown): string | undefined {
  if (!isObject(server)) return undefined;
  const args = Array.isArray(server['args']) ? (server['args'] as readonly unknown[]) : [];
  const address = [server['url'], ...args].find(
    (text): text is string => typeof text === 'string' && /^https?:/i.test(text),
  );
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`;
}
