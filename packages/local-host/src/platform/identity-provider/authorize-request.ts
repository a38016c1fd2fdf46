import type { Client } from './directory.ts';
import { entraErrors } from './entra-errors.ts';
import { optional, required } from './form.ts';
import type { Realm } from './realm.ts';
import { isRegistered } from './redirect-uri.ts';
import { checkResource, readScope, type Scope } from './scope.ts';

/** How and where the answer to a client goes. */
export interface Reply {
  readonly client: Client;
  readonly redirectUri: string;
  readonly mode: 'query' | 'fragment' | 'form_post';
  readonly state?: string;
}

/** A request of a client to sign somebody in. */
export interface AuthorizeRequest extends Scope {
  readonly reply: Reply;
  readonly wantsCode: boolean;
  readonly wantsIdToken: boolean;
  readonly scopeText: string;
  readonly prompt: ReadonlySet<string>;
  readonly nonce?: string;
  readonly loginHint?: string;
  /** The S256 hash that the code's verifier has to have. */
  readonly challenge?: string;
}

/** The parameters that forms carry on, until the user has decided. */
export const authorizeParameters: readonly string[] = [
  'client_id',
  'redirect_uri',
  'response_type',
  'response_mode',
  'scope',
  'state',
  'nonce',
  'prompt',
  'login_hint',
  'resource',
  'code_challenge',
  'code_challenge_method',
];

const responseModes = ['query', 'fragment', 'form_post'] as const;

/** Reads where an answer may go. @throws EntraError which only the user may see, and no client */
export function readReply(realm: Realm, parameters: URLSearchParams): Reply {
  const id = required(parameters, 'client_id');
  const client = realm.directory.findClient(id);
  if (!client) throw entraErrors.clientNotFound(id, realm.tenantId);
  const redirectUri = required(parameters, 'redirect_uri');
  if (!isRegistered(redirectUri, client.redirectUris)) {
    throw entraErrors.redirectMismatch(redirectUri, client.appId);
  }
  const asked = parameters.get('response_mode');
  const fallback = parameters.get('response_type')?.includes('token') ? 'fragment' : 'query';
  const state = optional(parameters, 'state');
  return {
    client,
    redirectUri,
    mode: responseModes.find((mode) => mode === asked) ?? fallback,
    ...(state !== undefined && { state }),
  };
}

/** Reads the rest of a request. @throws EntraError which the client is told */
export function readAuthorizeRequest(
  realm: Realm,
  parameters: URLSearchParams,
  reply: Reply,
): AuthorizeRequest {
  const types = readResponseType(required(parameters, 'response_type'), reply.client);
  const wantsIdToken = types.has('id_token');
  const mode = optional(parameters, 'response_mode');
  const isKnown = mode === undefined || mode === reply.mode;
  if (!isKnown || (wantsIdToken && reply.mode === 'query')) {
    throw entraErrors.responseModeUnsupported(mode ?? reply.mode);
  }
  const scopeText = required(parameters, 'scope');
  const scope = readScope(realm, reply.client, scopeText);
  checkResource(realm, optional(parameters, 'resource'), scope, reply);
  const nonce = optional(parameters, 'nonce');
  if (wantsIdToken && nonce === undefined) throw entraErrors.parameterMissing('nonce');
  const challenge = types.has('code') ? readChallenge(parameters, reply.client) : undefined;
  const loginHint = optional(parameters, 'login_hint');
  return {
    ...scope,
    reply,
    wantsCode: types.has('code'),
    wantsIdToken,
    scopeText,
    prompt: new Set((optional(parameters, 'prompt') ?? '').split(' ').filter(Boolean)),
    ...(nonce !== undefined && { nonce }),
    ...(loginHint !== undefined && { loginHint }),
    ...(challenge !== undefined && { challenge }),
  };
}

/** Registrations let id tokens be issued here; access tokens come from the token endpoint only. */
function readResponseType(text: string, client: Client): ReadonlySet<string> {
  const types = new Set(text.split(' '));
  const allowed = client.registration ? ['code', 'id_token'] : ['code'];
  if (![...types].every((type) => allowed.includes(type))) {
    throw entraErrors.responseTypeUnsupported(text);
  }
  return types;
}

/** Who cannot prove itself must prove at least that the code comes to whoever has asked. */
function readChallenge(parameters: URLSearchParams, client: Client): string | undefined {
  const challenge = optional(parameters, 'code_challenge');
  const method = optional(parameters, 'code_challenge_method');
  if (challenge === undefined) {
    if (client.registration) return undefined;
    throw entraErrors.pkceMissing();
  }
  if (method !== 'S256') throw entraErrors.parameterInvalid('code_challenge_method');
  if (!/^[\w-]{43}$/.test(challenge)) throw entraErrors.parameterInvalid('code_challenge');
  return challenge;
}
