import type { FactId } from '@side-by-side/local-host/fidelity';
import type { Caller, Credential } from './credentials.ts';
import type { EndpointId, ServerId } from './endpoints.ts';
import type { Situation } from './situations.ts';

/** One cell of the authorization matrix. */
export interface Cell {
  readonly situation: Situation;
  readonly server: ServerId;
  readonly endpoint: EndpointId;
  readonly credential: Credential;
}

/** What Azure has to answer, and why. */
export interface Outcome {
  readonly status: number;
  /**
   * The `WWW-Authenticate` of a 401: Easy Auth's, which leads to where one signs in; the host's bare `Bearer`; or the
   * host's for a bearer token, which it cannot read. Absent where there is none.
   */
  readonly challenge?: 'sign-in' | 'bearer' | 'invalid-token';
  /** Whether the request came as far as the MCP server: the extension with its functions, or the custom handler. */
  readonly reached: boolean;
  /** Who a tool is told that calls; only where one was called. */
  readonly caller?: Caller;
  /** The facts that decide it. */
  readonly because: readonly FactId[];
}

/**
 * Says what comes of a request: Easy Auth decides first, then the gate of the host, each for itself and neither knowing
 * of the other; then whoever owns the path answers. It is written from the facts, and knows nothing of how the local host
 * does it.
 */
export function predict(cell: Cell): Outcome {
  const atFront = cell.situation.signsIn ? easyAuth(cell) : { passed: [] };
  if (!('passed' in atFront)) return atFront;
  const atGate = cell.endpoint === 'admin' ? adminApi(cell) : gate(cell);
  if (!('passed' in atGate)) return atGate;
  const answer = owner(cell);
  return { ...answer, because: [...atFront.passed, ...atGate.passed, ...answer.because] };
}

/** The facts for which a request may go on. */
interface Passed {
  readonly passed: readonly FactId[];
}

function easyAuth({ endpoint, credential: { token } }: Cell): Outcome | Passed {
  if (endpoint === 'metadata' || endpoint === 'metadata-root') {
    return answered(200, 'easy-auth.resource-metadata');
  }
  // It tells of sessions of browsers alone, and nobody here has one.
  if (endpoint === 'me') return answered(401, 'easy-auth.me', 'easy-auth.endpoints');
  if (!token) {
    const because = ['easy-auth.unauthenticated', 'easy-auth.challenge-metadata'] as const;
    return { ...answered(401, ...because), challenge: 'sign-in' };
  }
  if (token.verdict === 200) return { passed: token.because };
  const refusal = answered(token.verdict, ...token.because);
  return token.verdict === 401 ? { ...refusal, challenge: 'sign-in' } : refusal;
}

function adminApi({ situation, credential: { key, token } }: Cell): Outcome | Passed {
  if (!situation.hasKeys) return { passed: ['host.keys-off'] };
  if (key === 'master') return { passed: ['host.admin-api'] };
  if (key === 'own' || key === 'other-level') return answered(403, 'host.admin-api');
  return withoutKey(situation, token, 'host.admin-api');
}

function gate(cell: Cell): Outcome | Passed {
  return cell.server === 'extension' ? webhookGate(cell) : functionGate(cell);
}

/** Only what is below the webhook has one. */
function webhookGate({ situation, endpoint, credential }: Cell): Outcome | Passed {
  if (!isWebhook(endpoint)) return { passed: [] };
  if (!situation.asksForKey) return { passed: ['host.webhook-level'] };
  const { key, token } = credential;
  if (key === 'own' || key === 'master') {
    return { passed: ['host.webhook-keys', 'host.webhook-key-place'] };
  }
  if (key === 'other-level') return answered(403, 'host.webhook-keys');
  return withoutKey(situation, token, 'host.webhook-keys');
}

/** The profile's one route takes every path that the host does not keep for itself. */
function functionGate({ situation, credential: { key } }: Cell): Outcome | Passed {
  if (!situation.asksForKey) return { passed: ['custom-handler.levels'] };
  if (key === 'own' || key === 'master') return { passed: ['host.function-keys'] };
  return answered(401, situation.signsIn ? 'easy-auth.function-keys' : 'host.function-keys');
}

/** Whom Easy Auth has let in the host knows, so that for want of a key they are forbidden. */
function withoutKey({ signsIn }: Situation, token: Credential['token'], fact: FactId): Outcome {
  if (signsIn) return answered(403, fact, 'easy-auth.keys');
  return { ...answered(401, fact), challenge: token ? 'invalid-token' : 'bearer' };
}

function owner(cell: Cell): Outcome {
  const { endpoint, server } = cell;
  if (endpoint === 'admin') return answered(200, 'host.admin-api');
  return server === 'extension' ? extensionServer(cell) : selfHostedServer(cell);
}

function extensionServer(cell: Cell): Outcome {
  switch (cell.endpoint) {
    case 'call':
      return { ...reached(200, 'extension.path'), caller: callerOf(cell) };
    case 'initialize':
      return reached(200, 'extension.initialize');
    case 'sse':
      return reached(200, 'extension.legacy-sse');
    case 'get':
      return reached(405, 'extension.verbs');
    case 'root':
      return answered(200, 'host.home-page');
    default:
      return answered(404, 'extension.path');
  }
}

function selfHostedServer(cell: Cell): Outcome {
  const passedOn = 'custom-handler.proxy-path';
  switch (cell.endpoint) {
    case 'call':
      return { ...reached(200, passedOn), caller: callerOf(cell) };
    case 'initialize':
    case 'healthz':
      return reached(200, passedOn);
    case 'get':
      return reached(405, passedOn);
    default:
      return reached(404, passedOn);
  }
}

/** What a caller says of itself counts nowhere. */
function callerOf({ situation, credential: { token } }: Cell): Caller {
  return situation.signsIn ? (token?.caller ?? 'nobody') : 'nobody';
}

function isWebhook(endpoint: EndpointId): boolean {
  return ['call', 'initialize', 'sse', 'get'].includes(endpoint);
}

function answered(status: number, ...because: readonly FactId[]): Outcome {
  return { status, reached: false, because };
}

function reached(status: number, ...because: readonly FactId[]): Outcome {
  return { status, reached: true, because };
}
