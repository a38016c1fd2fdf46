/** What a request asks for, in short, for the log: `tools/call greet`. Never its arguments. */
export function describeOperation({ method, params }: { method: string; params: unknown }): string {
  const { name, uri } = (params ?? {}) as { name?: unknown; uri?: unknown };
  const targets: Record<string, unknown> = {
    'tools/call': name,
    'prompts/get': name,
    'resources/read': uri,
  };
  const target = Object.hasOwn(targets, method) ? targets[method] : undefined;
  return typeof target === 'string' ? `${method} ${target}` : method;
}
