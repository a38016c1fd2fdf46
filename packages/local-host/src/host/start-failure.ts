import { randomUUID } from 'node:crypto';
import { describeException, DotNetError, flattenException } from '../dotnet/dotnet-error.ts';
import type { HostLog } from '../log/log.ts';

/**
 * Logs, in the words of Functions host 4.1037, the exception that kept the whole host from starting.
 * The real host logs this with each of its retries.
 */
export function logStartFailure(exception: DotNetError, log: HostLog): void {
  const text = describeException(exception);
  log.write(
    'error',
    'Microsoft.Extensions.Hosting.Internal.Host',
    `Hosting failed to start\n${text}`,
  );
  log.write(
    'error',
    'Host.Startup',
    `A host error has occurred during startup operation '${randomUUID()}'.\n${text}`,
  );
}

/** What `/admin/host/status` of the Functions host lists as `errors` after a start that failed so. */
export function statusErrors(failure: Error | undefined): readonly string[] {
  if (!failure) return [];
  for (let error: unknown = failure; error instanceof Error; error = error.cause) {
    if (error instanceof DotNetError) return [flattenException(error)];
  }
  return [failure.message];
}
