import type { PipelinePolicy } from '@azure/core-rest-pipeline';

/** Where the policy notes what was asked for and not granted, in seconds. */
export const refusedWaitHeader = 'x-refused-retry-after';

const retryHeaders = ['retry-after', 'retry-after-ms', 'x-ms-retry-after-ms'] as const;

/**
 * The client waits for as long as `Retry-After` asks, be it an hour. Behind this policy it does not see what is
 * longer than `mostMs`: a 429 is then an answer like any other.
 * @see Azure/azure-sdk-for-js: sdk/core/ts-http-runtime/src/retryStrategies/throttlingRetryStrategy.ts
 */
export function boundedRetryAfter(mostMs: number): PipelinePolicy {
  return {
    name: 'boundedRetryAfter',
    async sendRequest(request, next) {
      const response = await next(request);
      const asked = Math.max(
        ...retryHeaders.map((name) => waitAsked(name, response.headers.get(name), Date.now())),
      );
      if (asked > mostMs) {
        for (const name of retryHeaders) response.headers.delete(name);
        response.headers.set(refusedWaitHeader, String(Math.round(asked / 1000)));
      }
      return response;
    },
  };
}

/** How long to wait, in ms: a number of ms, or of seconds, or a date. */
function waitAsked(name: string, value: string | undefined, now: number): number {
  if (!value) return 0;
  const number = Number(value);
  if (!Number.isNaN(number)) return name.endsWith('-ms') ? number : number * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : date - now;
}
