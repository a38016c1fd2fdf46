import type { ServiceName } from '../../server.ts';
import { resourceGroup, subscriptionId } from './fake-app.ts';

/** What Azure Resource Manager can be asked here. */
export type FakeOperation =
  | 'listSites'
  | 'getSite'
  | 'appSettings'
  | 'hostKeys'
  | 'authSettings'
  | 'functions'
  | 'deploymentStatus'
  | 'metrics';

export interface FakeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or text as it is. */
  readonly body?: unknown;
  /** How long it takes, in ms. */
  readonly delayMs?: number;
}

/** Something that goes wrong in the place of an answer. */
export interface Fault {
  /** @default every operation */
  readonly operation?: FakeOperation;
  /** @default every app */
  readonly service?: ServiceName;
  /** How often. @default for ever */
  readonly times?: number;
  /** `never` lets the client wait; `{ delayMs }` alone is the right answer, but late. */
  readonly answer: FakeAnswer | { readonly delayMs: number } | 'never';
}

/** The body of a refusal of Azure Resource Manager itself. */
export function problem(code: string, message: string) {
  return { error: { code, message } };
}

/** The body of a refusal of App Service, which Azure Resource Manager hands on as it is. */
export function appServiceProblem(code: string, message: string) {
  return {
    Code: code,
    Message: message,
    Target: null,
    Details: [
      { Message: message },
      { Code: code },
      { ErrorEntity: { Code: code, Message: message } },
    ],
    Innererror: null,
  };
}

/** A refusal of Azure Resource Manager itself: App Service was not asked. */
export function refusal(status: number, code: string, message: string): FakeAnswer {
  return { status, headers: { 'x-ms-failure-cause': 'gateway' }, body: problem(code, message) };
}

const whoAsks = '00000000-0000-0000-0000-0000000000cc';

/** 403, as the service words it: with the name of whoever asked. */
export function authorizationFailed(action: string): FakeAnswer {
  return refusal(
    403,
    'AuthorizationFailed',
    `The client 'reader@contoso.example' with object id '${whoAsks}' does not have authorization to perform action '${action}' over scope '/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Web/sites/func-ext-abc' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
}

/** 429. @param seconds what `Retry-After` asks for */
export function tooManyRequests(seconds: number): FakeAnswer {
  const { status, headers, body } = refusal(
    429,
    'SubscriptionRequestsThrottled',
    `Number of 'read' requests for subscription '${subscriptionId}' actor '${whoAsks}' exceeded. Please try again after '${seconds}' seconds after additional tokens are available. Refer to https://aka.ms/arm-throttling for additional information.`,
  );
  return { status, headers: { ...headers, 'retry-after': String(seconds) }, body };
}

/** 5xx, as a gateway answers it. */
export function serverError(status: number): FakeAnswer {
  return { status, body: '<html><body>Our services are not available right now</body></html>' };
}

/** What listing keys gives while the Functions host is not up. */
export const hostNotUp: FakeAnswer = {
  status: 400,
  body: appServiceProblem(
    'BadRequest',
    'Encountered an error (ServiceUnavailable) from host runtime.',
  ),
};
