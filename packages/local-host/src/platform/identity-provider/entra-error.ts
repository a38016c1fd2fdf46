import { randomUUID } from 'node:crypto';

/** A refusal in Entra's manner: an error of OAuth and a number of Entra's own. */
export class EntraError extends Error {
  /** The number after `AADSTS`. */
  readonly number: number;
  /** The error of OAuth: `invalid_grant`. */
  readonly error: string;
  readonly status: 400 | 401;
  readonly suberror?: string;

  constructor(
    number: number,
    error: string,
    message: string,
    { status = 400, suberror }: { status?: 400 | 401; suberror?: string } = {},
  ) {
    super(`AADSTS${number}: ${message}`);
    this.number = number;
    this.error = error;
    this.status = status;
    if (suberror !== undefined) this.suberror = suberror;
  }
}

/** What Entra says of an error, in JSON. */
export interface ErrorBody {
  readonly error: string;
  readonly error_description: string;
  readonly error_codes: readonly number[];
  readonly timestamp: string;
  readonly trace_id: string;
  readonly correlation_id: string;
  readonly error_uri: string;
  readonly suberror?: string;
}

/**
 * An error in the shape of Entra's answers; `error_uri` leads to Microsoft's explanation.
 * @param now in milliseconds
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export function errorBody(error: EntraError, now: number): ErrorBody {
  const timestamp = new Date(now)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z/, 'Z');
  const [trace, correlation] = [randomUUID(), randomUUID()];
  return {
    error: error.error,
    error_description: `${error.message} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
    error_codes: [error.number],
    timestamp,
    trace_id: trace,
    correlation_id: correlation,
    error_uri: `https://login.microsoftonline.com/error?code=${error.number}`,
    ...(error.suberror && { suberror: error.suberror }),
  };
}
