import type { PipelinePolicy } from '@azure/core-rest-pipeline';

/**
 * The client hands what ends a question on to the first page of a list alone. With this policy each page after it comes
 * within `mostMs` too, or not at all, and ends with `signal`.
 * @see Azure/azure-sdk-for-js: sdk/appservice/arm-appservice/src/static-helpers/pagingHelpers.ts
 */
export function boundedPages(mostMs: number, signal: AbortSignal | undefined): PipelinePolicy {
  return {
    name: 'boundedPages',
    sendRequest(request, next) {
      if (!request.abortSignal) {
        const timeout = AbortSignal.timeout(mostMs);
        request.abortSignal = signal ? AbortSignal.any([signal, timeout]) : timeout;
      }
      return next(request);
    },
  };
}
