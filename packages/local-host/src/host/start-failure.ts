import { randomUUID } from 'node:crypto';
import { describeException, DotNetError, flattenException } from '../dotnet/dotnet-error.ts';
import { HostError, type HostErrorCode } from '../errors.ts';
import type { HostLog } from '../log/log.ts';
import { RegistrationError } from '../triggers/mcp/registry.ts';
import type { FunctionMetadata } from '../worker/protocol.ts';

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

/**
 * Runs what the whole host may refuse to start with.
 * @param metadata of all functions, to name the file of the one that is refused
 * @throws HostError for what the extension, or routing, refuses; it is in the log then.
 */
export function refusingRegistrations<T>(
  metadata: readonly FunctionMetadata[],
  log: HostLog,
  register: () => T,
): T {
  try {
    return register();
  } catch (error) {
    const cause = error instanceof RegistrationError ? error.cause : error;
    if (!(cause instanceof DotNetError)) throw error;
    logStartFailure(cause, log);
    const refused = metadata.find(({ name }) =>
      error instanceof RegistrationError
        ? name === error.functionName
        : cause.message.includes(`with name '${name}'`),
    );
    const { name = '', scriptFile = '' } = refused ?? {};
    throw new HostError(
      'REGISTRATION_INVALID',
      `${[cause, ...causesOf(cause)].map(({ message }) => message.trim()).join(' ')} (function '${name}' in ${scriptFile})`,
      `Correct how ${scriptFile} registers '${name}'. On Azure the host would not start, and answer 503 to every request.`,
      { cause: error },
    );
  }
}

function causesOf({ cause }: DotNetError): DotNetError[] {
  return cause ? [cause, ...causesOf(cause)] : [];
}

/** What `/admin/host/status` of the Functions host lists as `errors` after a start that failed so. */
export function statusErrors(failure: Error | undefined): readonly string[] {
  if (!failure) return [];
  for (let error: unknown = failure; error instanceof Error; error = error.cause) {
    if (error instanceof DotNetError) return [flattenException(error)];
  }
  return [failure.message];
}

/** What puts the Functions host in its state of error. The others are errors of the app, which on Azure would start without its functions. */
const retried: ReadonlySet<HostErrorCode> = new Set([
  'HOST_JSON_INVALID',
  'PROFILE_UNKNOWN',
  'REGISTRATION_INVALID',
]);

/** Whether the Functions host tries again by itself after this failure. */
export function isRetried(failure: Error | undefined): boolean {
  return failure instanceof HostError && retried.has(failure.code);
}

/**
 * How long it waits before it tries again: 1, 2, 4 … seconds, at most 2 minutes.
 * @param failedStarts how often the start has failed without a success, from 1
 * @see Azure/azure-functions-host:src/WebJobs.Script.WebHost/WebJobsScriptHostService.cs
 */
export function retryDelayMs(failedStarts: number): number {
  return Math.min(1_000 * 2 ** (failedStarts - 1), 120_000);
}
