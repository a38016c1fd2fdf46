/** JSON-RPC error codes that the extension answers with. */
export const errorCodes = {
  methodNotFound: -32601,
  invalidParams: -32602,
  internalError: -32603,
  badRequest: -32000,
} as const;

/** A failure whose code and message reach the client (`McpProtocolException`). */
export class ProtocolError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Checks that a call has what is required; null counts as missing.
 * @throws ProtocolError that names what is missing
 */
export function refuseMissing(
  what: 'tool properties' | 'prompt arguments',
  required: readonly string[],
  args: Readonly<Record<string, unknown>> = {},
): void {
  const missing = required.filter((name) => !Object.hasOwn(args, name) || args[name] === null);
  if (!missing.length) return;
  throw new ProtocolError(
    errorCodes.invalidParams,
    `One or more required ${what} are missing values. Please provide: ${missing.join(', ')}`,
  );
}
