import { isLoopbackName } from '../../loopback-name.ts';

/** Whether tokens may travel to a URL, and keys come from there: over TLS, or without leaving this machine. */
export function isTrustedUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackName(hostname));
}
