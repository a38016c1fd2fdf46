import type { WebSiteManagementContext } from '@azure/arm-appservice/api';
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import { boundedPages } from './bounded-pages.ts';
import { boundedRetryAfter } from './bounded-retry-after.ts';

export interface ArmOptions {
  readonly credential: TokenCredential;
  readonly subscriptionId: string;
  /** What sends the requests, in place of the client's own: a proxy, or a fake in tests. */
  readonly httpClient?: HttpClient;
  /** How long one question may take in all, with whatever is tried again, in ms. @default 30_000 */
  readonly timeoutMs?: number;
  /** Gives up on everything, on Ctrl-C. */
  readonly signal?: AbortSignal;
  /** How long to wait before a first retry, in ms; twice as long before the next. @default 500 */
  readonly retryDelayMs?: number;
}

/** Azure Resource Manager of one subscription. */
export interface Arm {
  readonly context: WebSiteManagementContext;
  readonly subscriptionId: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** An app in its resource group. */
export interface AppReference {
  readonly resourceGroup: string;
  readonly name: string;
}

const defaultTimeoutMs = 30_000;
const retries = 3;
const longestDelayMs = 8_000;
/** A longer `Retry-After` is not waited for, but reported. */
const longestRetryAfterMs = 15_000;

/**
 * Makes the client of Azure Resource Manager; nothing is asked yet. What passes (429, 5xx, a connection that breaks)
 * is tried again by the client itself, a bounded number of times and for a bounded time.
 * @see Azure/azure-sdk-for-js: sdk/appservice/arm-appservice
 */
export async function connectArm(options: ArmOptions): Promise<Arm> {
  const { createWebSiteManagement } = await import('@azure/arm-appservice/api');
  const { credential, subscriptionId, httpClient, signal } = options;
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  const context = createWebSiteManagement(credential, subscriptionId, {
    ...(httpClient && { httpClient }),
    retryOptions: {
      maxRetries: retries,
      retryDelayInMs: options.retryDelayMs ?? 500,
      maxRetryDelayInMs: longestDelayMs,
    },
    additionalPolicies: [
      { policy: boundedPages(timeoutMs, signal), position: 'perCall' },
      { policy: boundedRetryAfter(longestRetryAfterMs), position: 'perRetry' },
    ],
    userAgentOptions: { userAgentPrefix: 'functions-mcp-side-by-side' },
  });
  return {
    context,
    subscriptionId,
    timeoutMs,
    signal,
  };
}

/** The resource id of an app. */
export function siteId(arm: Arm, { resourceGroup, name }: AppReference): string {
  return `/subscriptions/${arm.subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Web/sites/${name}`;
}
