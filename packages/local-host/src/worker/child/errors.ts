import { messageOf } from '../../errors.ts';

/** An error of the worker's own, or of the library's: it is logged besides being answered. */
export interface MaybeSystemError extends Error {
  isAzureFunctionsSystemError?: boolean;
  code?: string;
}

export class SystemError extends Error {
  readonly isAzureFunctionsSystemError = true;
}

/** The library tells from a RangeError of the worker's that a hook or an option is unknown. */
export class SystemRangeError extends RangeError {
  readonly isAzureFunctionsSystemError = true;
}

export class ReadOnlyError extends TypeError {
  readonly isAzureFunctionsSystemError = true;

  constructor(property: string) {
    super(`Cannot assign to read only property '${property}'`);
  }
}

/**
 * The error that a thrown value becomes: a text as it is, an object as its JSON, everything else as text.
 * Throws for what has no JSON (a circular object), which ends the worker just as it ends the real one.
 * @see Azure/azure-functions-nodejs-worker:src/errors.ts
 */
export function toError(thrown: unknown): MaybeSystemError {
  if (thrown instanceof Error) return thrown;
  if (thrown === undefined || thrown === null) return new Error('Unknown error');
  return new Error(typeof thrown === 'object' ? JSON.stringify(thrown) : messageOf(thrown));
}
