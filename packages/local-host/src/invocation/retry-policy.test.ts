import { describe, expect, test } from 'vitest';
import { Configuration } from '../settings/configuration.ts';
import { verifies } from '../testing/verifies.ts';
import type { RetryOptions } from '../worker/protocol.ts';
import { createDelays, hostRetryPolicy, type RetryPolicy, retryPolicyOf } from './retry-policy.ts';

verifies('worker.retries.delays', 'worker.retries.invalid');

describe('the policy of a function', () => {
  test.each<[string, RetryOptions, RetryPolicy]>([
    [
      'a fixed delay',
      { retryStrategy: 'fixed_delay', maxRetryCount: 2, delayInterval: { seconds: 1 } },
      { strategy: 'fixed_delay', maxRetryCount: 2, delay: 1000 },
    ],
    [
      'a backoff, without end',
      {
        retryStrategy: 'exponential_backoff',
        maxRetryCount: -1,
        minimumInterval: { seconds: 1 },
        maximumInterval: { seconds: 60 },
      },
      { strategy: 'exponential_backoff', maxRetryCount: -1, minimum: 1000, maximum: 60_000 },
    ],
    [
      'a backoff that is always the same',
      { maxRetryCount: 1, minimumInterval: { seconds: 1 }, maximumInterval: { seconds: 1 } },
      { strategy: 'exponential_backoff', maxRetryCount: 1, minimum: 1000, maximum: 1000 },
    ],
    [
      'the values that the protocol leaves out',
      { minimumInterval: { seconds: 1 }, maximumInterval: { nanos: 1_500_000_000 } },
      { strategy: 'exponential_backoff', maxRetryCount: 0, minimum: 1000, maximum: 1500 },
    ],
  ])('reads %s', (_what, options, policy) => {
    expect(retryPolicyOf(options)).toEqual(policy);
  });

  const second = { seconds: 1 };
  test.each<[string, RetryOptions]>([
    ["Value cannot be null. (Parameter 'DelayInterval')", { retryStrategy: 'fixed_delay' }],
    ["Value cannot be null. (Parameter 'MinimumInterval')", { maximumInterval: second }],
    ["Value cannot be null. (Parameter 'MaximumInterval')", { minimumInterval: second }],
    [
      "Specified argument was out of the range of valid values. (Parameter 'maxRetryCount')",
      { retryStrategy: 'fixed_delay', maxRetryCount: -2, delayInterval: second },
    ],
    [
      "The minimumInterval must not be greater than the maximumInterval. (Parameter 'minimumInterval')",
      { minimumInterval: { seconds: 2 }, maximumInterval: second },
    ],
  ])('is refused: %s', (message, options) => {
    expect(() => retryPolicyOf(options)).toThrow(message);
  });
});

describe('the policy of host.json', () => {
  const policyOf = (retry: object) => hostRetryPolicy(new Configuration().add({ retry }));

  test('is none without the section', () => {
    expect(hostRetryPolicy(new Configuration().add({ version: '2.0' }))).toBeUndefined();
  });

  test('reads both strategies, in any letter case', () => {
    const fixed = { strategy: 'FixedDelay', maxRetryCount: 3, delayInterval: '00:00:05' };
    expect(policyOf(fixed)).toEqual({ strategy: 'fixed_delay', maxRetryCount: 3, delay: 5000 });
    const intervals = { minimumInterval: '00:00:01', maximumInterval: '00:01:00' };
    expect(policyOf({ strategy: 'exponentialBackoff', maxRetryCount: -1, ...intervals })).toEqual({
      strategy: 'exponential_backoff',
      maxRetryCount: -1,
      minimum: 1000,
      maximum: 60_000,
    });
  });

  test('is refused without a count', () => {
    const retry = { strategy: 'fixedDelay', delayInterval: '00:00:05' };
    expect(() => policyOf(retry)).toThrow("Value cannot be null. (Parameter 'MaxRetryCount')");
  });
});

describe('the delays', () => {
  const many = (next: () => number) => Array.from({ length: 6 }, next);

  test('are the same with a fixed delay', () => {
    const policy: RetryPolicy = { strategy: 'fixed_delay', maxRetryCount: 9, delay: 50 };
    expect(many(createDelays(policy))).toEqual([50, 50, 50, 50, 50, 50]);
  });

  const policy: RetryPolicy = {
    strategy: 'exponential_backoff',
    maxRetryCount: 9,
    minimum: 100,
    maximum: 1000,
  };
  test.each([
    ['exactly', 0.5, [100, 200, 300, 500, 900, 1000]],
    ['a fifth less', 0, [100, 180, 260, 420, 740, 1000]],
    ['nearly a fifth more', 0.999_999, [100, 220, 340, 580, 1000, 1000]],
  ])('of a backoff double above the minimum: %s', (_how, random, delays) => {
    expect(many(createDelays(policy, () => random)).map(Math.round)).toEqual(delays);
  });
});
