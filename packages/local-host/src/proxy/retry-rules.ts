/**
 * How often, and when, a request is sent again that failed before its answer began.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Http/RetryProxyHandler.cs
 */
export const maxAttempts = 10;

/** In each attempt .NET's client sends a request without a body again at once, so often, when the connection breaks. */
export const maxResends = 3;

/** How long to wait after the n-th failed attempt, in milliseconds: 50, 100, 200, then 250. */
export function retryDelay(attempt: number): number {
  return Math.min(50 * 2 ** (attempt - 1), 250);
}

/** Whether an error says that the other side closed the connection. */
export function isDrop({ code }: NodeJS.ErrnoException): boolean {
  return code === 'ECONNRESET' || code === 'EPIPE';
}
