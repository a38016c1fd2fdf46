/** As much of a client's text as a line of the log is to hold. */
const longest = 100;

/**
 * What a request asks for, in short, for the log: `tools/call greet`. Never its arguments: the address of
 * a resource is left out, as it may hold the parameters of a template. Control characters are left out too.
 */
export function describeOperation({ method, params }: { method: string; params: unknown }): string {
  const { name } = (params ?? {}) as { name?: unknown };
  const isCall = method === 'tools/call' || method === 'prompts/get';
  const text = isCall && typeof name === 'string' ? `${method} ${name}` : method;
  const printable = text.slice(0, longest).replace(/\p{C}/gu, '');
  return text.length > longest ? `${printable}…` : printable;
}
