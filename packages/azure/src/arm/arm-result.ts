/** What Azure Resource Manager answered, or why it did not. */
export type ArmResult<T> = { readonly ok: true; readonly value: T } | ArmFailure;

/** A question that stayed without an answer; the others may still have one. */
export interface ArmFailure {
  readonly ok: false;
  /** The permission that is missing: `Microsoft.Web/sites/host/listkeys/action`. */
  readonly denied?: string;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  /** The code of the refusal: `ResourceNotFound`. */
  readonly code?: string;
  /** A sentence for people, without names, keys or tokens. */
  readonly reason: string;
}

/** What is known of a refusal. */
export interface Refusal {
  readonly status: number;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  /** The permission that is missing, where the answer says so itself. */
  readonly denied?: string | undefined;
  /** What `Retry-After` asked for, in seconds, where that is too long to wait. */
  readonly refusedWait?: string | undefined;
}

/**
 * Puts a refusal into words.
 * @param permission what the question needs, where the answer does not say so itself
 */
export function refused(refusal: Refusal, permission: string): ArmFailure {
  const { status, code, message } = refusal;
  const known = { ok: false, status, ...(code !== undefined && { code }) } as const;
  if (status === 403 && (code === undefined || code.endsWith('AuthorizationFailed'))) {
    const denied = refusal.denied ?? permission;
    return { ...known, denied, reason: `The permission ${denied} is missing.` };
  }
  if (status === 401) {
    return { ...known, reason: `Azure does not accept the sign-in${inBrackets(code)}.` };
  }
  const wait = refusal.refusedWait ? ` Azure asks to wait ${refusal.refusedWait} s.` : '';
  return {
    ...known,
    reason: `Azure answers ${status}${code ? ` ${code}` : ''}${message ? `: ${message}` : '.'}${wait}`,
  };
}

function inBrackets(code: string | undefined): string {
  return code ? ` (${code})` : '';
}
