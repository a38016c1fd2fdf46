import { DotNetError } from '../dotnet/dotnet-error.ts';
import type { Configuration } from '../settings/configuration.ts';
import type { Duration, RetryOptions } from '../worker/protocol.ts';

/** How often, and after how long, a function that fails is run again. Times are in milliseconds. */
export type RetryPolicy = {
  /** -1 for without end. */
  readonly maxRetryCount: number;
} & (
  | { readonly strategy: 'fixed_delay'; readonly delay: number }
  | { readonly strategy: 'exponential_backoff'; readonly minimum: number; readonly maximum: number }
);

/** How far a backoff may be off, up and down, so that many callers do not come back at once. */
const randomization = 0.2;

/**
 * The policy that a function was registered with.
 * @throws DotNetError for one that the Functions host refuses; that one function is then in error.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Utility.cs `ValidateRetryOptions`
 */
export function retryPolicyOf(options: RetryOptions): RetryPolicy {
  const { maxRetryCount = 0, retryStrategy = 'exponential_backoff' } = options;
  if (retryStrategy === 'fixed_delay') {
    return fixedDelay(maxRetryCount, milliseconds(options.delayInterval));
  }
  const { minimumInterval, maximumInterval } = options;
  return backoff(maxRetryCount, milliseconds(minimumInterval), milliseconds(maximumInterval));
}

/**
 * The policy in the section `retry` of host.json, for every function without one of its own; undefined without it.
 * @throws DotNetError for one with which the Functions host does not start.
 */
export function hostRetryPolicy(settings: Configuration): RetryPolicy | undefined {
  if (!settings.has('retry')) return undefined;
  const count = settings.text('retry:maxRetryCount')?.trim();
  if (count === undefined) throw isNull('MaxRetryCount');
  const [minimum, maximum] = ['minimumInterval', 'maximumInterval'].map((name) =>
    settings.timeSpan(`retry:${name}`),
  );
  return settings.text('retry:strategy')?.toLowerCase() === 'fixeddelay'
    ? fixedDelay(Number(count), settings.timeSpan('retry:delayInterval'))
    : backoff(Number(count), minimum, maximum);
}

function fixedDelay(maxRetryCount: number, delay: number | undefined): RetryPolicy {
  if (delay === undefined) throw isNull('DelayInterval');
  return { strategy: 'fixed_delay', maxRetryCount: checkedCount(maxRetryCount), delay };
}

function backoff(
  maxRetryCount: number,
  minimum: number | undefined,
  maximum: number | undefined,
): RetryPolicy {
  if (minimum === undefined) throw isNull('MinimumInterval');
  if (maximum === undefined) throw isNull('MaximumInterval');
  const count = checkedCount(maxRetryCount);
  if (minimum > maximum) {
    throw refusal(
      'System.ArgumentException',
      "The minimumInterval must not be greater than the maximumInterval. (Parameter 'minimumInterval')",
    );
  }
  return { strategy: 'exponential_backoff', maxRetryCount: count, minimum, maximum };
}

function checkedCount(count: number): number {
  if (count >= -1) return count;
  throw refusal(
    'System.ArgumentOutOfRangeException',
    "Specified argument was out of the range of valid values. (Parameter 'maxRetryCount')",
  );
}

const isNull = (parameter: string): DotNetError =>
  refusal('System.ArgumentNullException', `Value cannot be null. (Parameter '${parameter}')`);

const refusal = (type: string, message: string): DotNetError => new DotNetError(type, message, '');

function milliseconds(duration: Duration | undefined): number | undefined {
  return duration && (duration.seconds ?? 0) * 1000 + (duration.nanos ?? 0) / 1_000_000;
}

/**
 * Makes what tells the delay before each next retry of one call.
 * @param random a number from 0 up to 1
 * @see Azure/azure-webjobs-sdk:src/Microsoft.Azure.WebJobs.Host/Timers/RandomizedExponentialBackoffStrategy.cs
 */
export function createDelays(
  policy: RetryPolicy,
  random: () => number = Math.random,
): () => number {
  if (policy.strategy === 'fixed_delay') return () => policy.delay;
  const { minimum, maximum } = policy;
  let step = 0;
  let atMaximum = false;
  return () => {
    if (atMaximum) return maximum;
    const factor = 1 - randomization + 2 * randomization * random();
    const delay = step === 0 ? minimum : minimum + factor * 2 ** (step - 1) * minimum;
    if (delay < maximum) step += 1;
    else atMaximum = true;
    return Math.min(delay, maximum);
  };
}
