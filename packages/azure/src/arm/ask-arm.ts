import { CredentialError } from '../credential/credential-error.ts';
import type { Arm } from './arm.ts';
import { type ArmFailure, type ArmResult, refused } from './arm-result.ts';
import { refusedWaitHeader } from './bounded-retry-after.ts';

/** What an operation of the client takes. */
export interface AskOptions {
  readonly abortSignal: AbortSignal;
}

/** What the client throws: `RestError` of @azure/core-rest-pipeline, which is loaded only when it is needed. */
interface RestError {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly statusCode?: number;
  readonly response?: { readonly headers: { get(name: string): string | undefined } };
}

/**
 * Asks Azure Resource Manager one thing, in bounded time. The error behind a failure is not kept: it holds the whole
 * answer and the request with its token.
 * @param permission the permission that the question needs
 * @throws CredentialError if nobody is signed in; the reason of `arm.signal` if that gave up
 */
export async function askArm<T>(
  arm: Arm,
  permission: string,
  ask: (options: AskOptions) => Promise<T>,
): Promise<ArmResult<T>> {
  arm.signal?.throwIfAborted();
  const timeout = AbortSignal.timeout(arm.timeoutMs);
  const abortSignal = arm.signal ? AbortSignal.any([arm.signal, timeout]) : timeout;
  try {
    return { ok: true, value: await ask({ abortSignal }) };
  } catch (error) {
    if (error instanceof CredentialError) throw error;
    arm.signal?.throwIfAborted();
    if (timeout.aborted) {
      return { ok: false, reason: `Azure did not answer within ${arm.timeoutMs / 1000} s.` };
    }
    return failed(error as RestError, permission);
  }
}

function failed(error: RestError, permission: string): ArmFailure {
  if (error.name !== 'RestError') {
    return { ok: false, reason: 'Azure answers in a form that is not understood.' };
  }
  const { statusCode, code } = error;
  if (statusCode === undefined) {
    return { ok: false, reason: `Azure cannot be reached (${code ?? 'no connection'}).` };
  }
  if (statusCode < 400) {
    return {
      ok: false,
      status: statusCode,
      reason: `Azure answers ${statusCode}, which is not understood.`,
    };
  }
  return refused(
    {
      status: statusCode,
      code,
      message: error.message,
      refusedWait: error.response?.headers.get(refusedWaitHeader),
    },
    permission,
  );
}
