import { UsageError } from '@side-by-side/local-host/errors';

/** What a server takes: a function key or system key of Azure Functions, or a bearer token. */
export type CredentialKind = 'key' | 'token';

/** The variables of the environment, by the place of the server on the command line, from 1. */
export function variableOf(kind: CredentialKind, place: number): string {
  return `COMPARE_${kind.toUpperCase()}_${place}`;
}

/** The headers that carry a key or a token. */
export function credentialHeaders(kind: CredentialKind, value: string): Record<string, string> {
  return kind === 'key' ? { 'x-functions-key': value } : { authorization: `Bearer ${value}` };
}

/**
 * The headers for a server from the environment; empty where that says nothing.
 * @throws UsageError for what no header can carry
 */
export function headersFromEnvironment(
  env: NodeJS.ProcessEnv,
  place: number,
): Record<string, string> {
  const kinds: readonly CredentialKind[] = ['key', 'token'];
  return Object.assign(
    {},
    ...kinds.map((kind) => {
      const name = variableOf(kind, place);
      const value = env[name]?.trim();
      return value ? credentialHeaders(kind, checked(value, name)) : {};
    }),
  ) as Record<string, string>;
}

/** @param name where it comes from; what it is stays unsaid @throws UsageError for what no header can carry */
export function checked(value: string, name: string): string {
  if (/^[\x21-\x7e]{1,16384}$/.test(value)) return value;
  throw new UsageError(`${name} has characters that no key and no token has.`);
}
