/**
 * Whether a redirect URI is one of those that a client has registered. The port of a plain HTTP
 * loopback address is free; all else has to be the same.
 * @see https://datatracker.ietf.org/doc/html/rfc8252#section-7.3
 */
export function isRegistered(uri: string, registered: readonly string[]): boolean {
  return registered.some((known) => known === uri || isSameLoopback(uri, known));
}

function isSameLoopback(uri: string, known: string): boolean {
  const [given, template] = [URL.parse(uri), URL.parse(known)];
  if (!given || !template || uri.includes('#')) return false;
  const isLoopback =
    given.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(given.hostname);
  given.port = template.port;
  return isLoopback && given.href === template.href;
}
