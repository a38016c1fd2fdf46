import type { Prices } from '../report/cost.ts';
import type { Usage } from '../servers/deployed.ts';

/** What metered usage costs, in dollars; what is free in a month is shared by a whole subscription, and left out. */
export function priceUsage({ onDemand, alwaysReady }: Usage, prices: Prices): number {
  return (
    onDemand.gbSeconds * prices.onDemandPerGBSecond +
    (onDemand.executions / 1e6) * prices.onDemandPerMillionExecutions +
    alwaysReady.baselineGbSeconds * prices.alwaysReadyBaselinePerGBSecond +
    alwaysReady.gbSeconds * prices.alwaysReadyPerGBSecond +
    (alwaysReady.executions / 1e6) * prices.alwaysReadyPerMillionExecutions
  );
}
