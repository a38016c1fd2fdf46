const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether tokens may travel to a URL, and keys come from there: over TLS, or without leaving this machine. */
export function isTrustedUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackName(hostname));
}

/** Whether a host name, as `URL` has it, is this machine's own. */
export function isLoopbackName(hostname: string): boolean {
  return loopback.test(hostname);
}
