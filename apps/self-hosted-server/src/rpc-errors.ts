import { InvalidArgumentsError, NotFoundError } from '@side-by-side/tools';
import { writeLog } from './log.ts';

/** The JSON-RPC error codes that MCP gives to these cases. */
export const rpcErrorCodes = {
  invalidParams: -32602,
  internalError: -32603,
  resourceNotFound: -32002,
} as const;

/** An error that the SDK answers with this code and message, as they are. */
class RpcError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Runs a request and turns what it throws into a protocol error: `notFound` for what the catalogue does
 * not have, invalid params for arguments that do not fit; anything else without its message, which is logged.
 */
export async function withRpcCode<Result>(
  notFound: number,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof NotFoundError) throw new RpcError(notFound, error.message);
    if (error instanceof InvalidArgumentsError) {
      throw new RpcError(rpcErrorCodes.invalidParams, error.message);
    }
    writeLog('error', error instanceof Error ? (error.stack ?? error.message) : String(error));
    throw new RpcError(rpcErrorCodes.internalError, 'An error occurred.');
  }
}
