/**
 * Request headers as the worker is told of them, which is as Kestrel holds them: the headers that it
 * knows first and in its own letter case, then Content-Length, then the others as they were sent.
 * Repeated ones are joined with a comma.
 * @param rawHeaders names and values in turn, as `IncomingMessage.rawHeaders` has them
 */
export function kestrelHeaders(rawHeaders: readonly string[]): Record<string, string> {
  const values = new Map<string, { name: string; value: string }>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const sent = rawHeaders[index]!;
    const key = sent.toLowerCase();
    const before = values.get(key);
    const value = before ? `${before.value},${rawHeaders[index + 1]}` : rawHeaders[index + 1]!;
    values.set(key, { name: canonical.get(key) ?? before?.name ?? sent, value });
  }
  const known = [...order.keys(), 'content-length'].flatMap((key) => values.get(key) ?? []);
  const others = [...values]
    .filter(([key]) => !order.has(key) && key !== 'content-length')
    .map(([, header]) => header);
  return Object.fromEntries([...known, ...others].map(({ name, value }) => [name, value]));
}

/** In Kestrel's order: four that it looks for first, then by name. */
const order = new Map(
  `Accept Connection Host User-Agent
  Accept-Encoding Accept-Language Access-Control-Request-Headers Access-Control-Request-Method
  Authorization baggage Cache-Control Content-Type Cookie Correlation-Context Date Expect
  If-Match If-Modified-Since If-None-Match If-Unmodified-Since Keep-Alive Origin Pragma
  Proxy-Authorization Range Referer Request-Id TE traceparent tracestate Transfer-Encoding Translate
  Upgrade Upgrade-Insecure-Requests Via`
    .split(/\s+/)
    .map((name) => [name.toLowerCase(), name]),
);
const canonical = new Map([
  ...order,
  ['content-length', 'Content-Length'],
  ['x-requested-with', 'X-Requested-With'],
]);
