import { DotNetError } from '../dotnet/dotnet-error.ts';
import { HostError } from '../errors.ts';
import type { AppContext } from '../app-runtime.ts';
import { hostRetryPolicy, type RetryPolicy } from './retry-policy.ts';
import { logStartFailure } from '../host/start-failure.ts';

/**
 * The retries that host.json gives to functions without their own.
 * @throws HostError for a policy with which the Functions host does not start.
 */
export function readHostRetryPolicy({
  hostJson,
  log,
}: Pick<AppContext, 'hostJson' | 'log'>): RetryPolicy | undefined {
  try {
    return hostRetryPolicy(hostJson.settings);
  } catch (error) {
    if (!(error instanceof DotNetError)) throw error;
    logStartFailure(error, log);
    throw new HostError(
      'HOST_JSON_INVALID',
      `${hostJson.file}: "retry": ${error.message}`,
      'Give "retry" a strategy, its count and its delays, or take it out.',
      { cause: error },
    );
  }
}
