import type { ServiceName } from '../../server.ts';

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

/** The body of a refusal. */
export function problem(code: string, message: string) {
  return { error: { code, message } };
}

/** 403, as the service words it: with the name of whoever asked. */
export function authorizationFailed(action: string): FakeAnswer {
  return {
    status: 403,
    body: problem(
      'AuthorizationFailed',
      `The client 'reader@contoso.example' with object id '00000000-0000-0000-0000-0000000000cc' does not have authorization to perform action '${action}' over scope '/subscriptions/…' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    ),
  };
}

/** 429. @param seconds what `Retry-After` asks for */
export function tooManyRequests(seconds: number): FakeAnswer {
  return {
    status: 429,
    headers: { 'retry-after': String(seconds) },
    body: problem('TooManyRequests', 'The request is being throttled.'),
  };
}

/** 5xx, as a gateway answers it. */
export function serverError(status: number): FakeAnswer {
  return { status, body: '<html><body>Our services are not available right now</body></html>' };
}

/** What listing keys gives while the Functions host is not up. */
export const hostNotUp: FakeAnswer = {
  status: 400,
  body: problem('BadRequest', 'Encountered an error (ServiceUnavailable) from host runtime.'),
};
