/**
 * How Flex Consumption bills, apart from its prices.
 * @see https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan
 */

/** How many HTTP calls an instance answers at a time by default, by its memory in MB. */
export const defaultConcurrency: ReadonlyMap<number, number> = new Map([
  [512, 4],
  [2048, 16],
  [4096, 32],
]);

/** An instance that is woken is billed for this long at least, in milliseconds; then in steps. */
export const leastActiveMs = 1_000;
export const activeStepMs = 100;

/** A month of 730 hours. */
export const secondsPerMonth = 2_628_000;
