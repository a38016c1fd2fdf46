import type { CostSection, Load, Prices } from '../report/cost.ts';
import { activeStepMs, defaultConcurrency, leastActiveMs, secondsPerMonth } from './flex-plan.ts';

type Estimate = CostSection['isolated'];

/**
 * What a load costs in a month on Flex Consumption, between two ends: each call alone on an instance that it wakes,
 * and instances that are always as busy as they get. Instance time is billed, not each call's.
 * @param load its memory is one that Flex Consumption has
 */
export function estimateCost(load: Load, prices: Prices): CostSection {
  const { callsPerMonth, secondsPerCall, memoryMB } = load;
  const concurrency = defaultConcurrency.get(memoryMB)!;
  return {
    prices,
    load,
    isolated: estimate(1, callsPerMonth * billedAlone(secondsPerCall), load, prices),
    // Never idle in between, so that the least period does not matter.
    saturated: estimate(concurrency, (callsPerMonth * secondsPerCall) / concurrency, load, prices),
  };
}

/** The billed time of a call that wakes an instance, in seconds. */
function billedAlone(seconds: number): number {
  // Of 1.1 s, 1,100.0000000000002 ms are no reason for another step.
  const steps = Math.ceil(Math.round(seconds * 1e6) / 1e3 / activeStepMs);
  return Math.max(leastActiveMs, steps * activeStepMs) / 1000;
}

function estimate(
  concurrency: number,
  activeSeconds: number,
  { callsPerMonth, memoryMB, alwaysReadyInstances }: Load,
  prices: Prices,
): Estimate {
  const gigabytes = memoryMB / 1024;
  // They take the calls first, as long as their month lasts.
  const secondsReady = Math.min(activeSeconds, alwaysReadyInstances * secondsPerMonth);
  const shareReady = activeSeconds === 0 ? 0 : secondsReady / activeSeconds;
  const gbSeconds = activeSeconds * gigabytes;

  const onDemand =
    above(prices.grantGBSeconds, gbSeconds * (1 - shareReady)) * prices.onDemandPerGBSecond +
    millions(above(prices.grantExecutions, callsPerMonth * (1 - shareReady))) *
      prices.onDemandPerMillionExecutions;
  const alwaysReady =
    alwaysReadyInstances * gigabytes * secondsPerMonth * prices.alwaysReadyBaselinePerGBSecond +
    gbSeconds * shareReady * prices.alwaysReadyPerGBSecond +
    millions(callsPerMonth * shareReady) * prices.alwaysReadyPerMillionExecutions;
  return { concurrency, gbSeconds, dollarsPerMonth: onDemand + alwaysReady };
}

function above(grant: number, amount: number): number {
  return Math.max(0, amount - grant);
}

function millions(count: number): number {
  return count / 1e6;
}
