import { CredentialError } from '../credential/credential-error.ts';
import { readProblem } from '../rest/read-problem.ts';
import type { Arm } from './arm.ts';
import { type ArmFailure, type ArmResult, refused } from './arm-result.ts';
import { refusedWaitHeader } from './bounded-retry-after.ts';

/** What an operation of the client takes. */
export interface AskOptions {
  readonly abortSignal: AbortSignal;
  /** Is told each answer before the client reads it. */
  readonly onResponse: (response: RawResponse) => void;
}

export interface RawResponse {
  readonly status: number;
  readonly parsedBody?: unknown;
}

/** What the client throws: `RestError` of @azure/core-rest-pipeline, which is loaded only when it is needed. */
interface RestError {
  readonly name: string;
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
  let answer: RawResponse | undefined;
  const onResponse = (response: RawResponse): void => void (answer = response);
  try {
    return { ok: true, value: await ask({ abortSignal, onResponse }) };
  } catch (error) {
    if (error instanceof CredentialError) throw error;
    arm.signal?.throwIfAborted();
    if (timeout.aborted) {
      return { ok: false, reason: `Azure did not answer within ${arm.timeoutMs / 1000} s.` };
    }
    return failed(error as RestError, answer, permission);
  }
}

function failed(error: RestError, answer: RawResponse | undefined, permission: string): ArmFailure {
  // The client itself fails on an error without a body.
  const isRestError = error.name === 'RestError';
  const status = isRestError ? error.statusCode : answer?.status;
  if (status === undefined) {
    return isRestError
      ? { ok: false, reason: `Azure cannot be reached (${error.code ?? 'no connection'}).` }
      : notUnderstood;
  }
  if (status < 400) return { ...notUnderstood, status };
  // The client reads one of the three forms of a refusal, and of a list's none. Of a list it shows only the first page.
  const problem = readProblem(answer?.status === status ? answer.parsedBody : undefined, status);
  return refused(
    {
      status,
      ...problem,
      code: problem.code ?? (isRestError ? error.code : undefined),
      refusedWait: isRestError ? error.response?.headers.get(refusedWaitHeader) : undefined,
    },
    permission,
  );
}

const notUnderstood = {
  ok: false,
  reason: 'Azure answers in a form that is not understood.',
} as const;
