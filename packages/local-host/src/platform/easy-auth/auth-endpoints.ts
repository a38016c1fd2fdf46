import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendEmpty } from '../../http.ts';
import { redirect, sendJson, sendPage } from './answers.ts';
import { mapClaims } from './claim-types.ts';
import type { EasyAuthParts } from './easy-auth-parts.ts';
import { ProviderUnavailableError } from './identity-provider.ts';
import { nameOf, textOf } from './principal.ts';
import { platformTime } from './platform-time.ts';
import { redirectTarget } from './redirect-target.ts';
import { originOf, queryOf } from './request-place.ts';
import { refreshTokens } from './sign-in.ts';
import { endSignIn, startSignIn } from './sign-in-endpoints.ts';
import { signInFailure } from './sign-in-failure.ts';
import { signOutUrl } from './sign-out.ts';

type Endpoint = (
  parts: EasyAuthParts,
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<void> | void;

/** By what follows the prefix. They answer to GET; a refresh may be asked for by POST too. */
const endpoints: Readonly<Record<string, Endpoint>> = {
  '/login/aad': startSignIn,
  '/login/aad/callback': endSignIn,
  '/login/complete': (_, __, response) => sendPage(response, 'You have signed in.'),
  '/me': sendMe,
  '/refresh': refresh,
  '/logout/complete': sendSignedOut,
};

/**
 * Answers what lies below the prefix of Easy Auth: it never reaches the app, and asks for no sign-in.
 * @param path as routing sees it, in small letters
 * @returns false for any other path
 */
export async function serveAuthEndpoint(
  parts: EasyAuthParts,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { apiPrefix, logoutPath } = parts.config;
  const isBelow = path === apiPrefix || path.startsWith(`${apiPrefix}/`);
  if (!isBelow && path !== logoutPath) return false;
  const name = path.slice(apiPrefix.length);
  const endpoint =
    path === logoutPath || name === '/logout'
      ? signOut
      : Object.hasOwn(endpoints, name)
        ? endpoints[name]
        : undefined;
  const verbs = name === '/refresh' ? ['GET', 'POST'] : ['GET'];
  if (!endpoint) sendEmpty(response, 404);
  else if (!verbs.includes(request.method ?? '')) sendEmpty(response, 405);
  else await endpoint(parts, request, response);
  return true;
}

async function sendMe(
  { config, sessions }: EasyAuthParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!config.keepsTokens) return sendEmpty(response, 404);
  const session = await sessions.find(request);
  if (!session) return sendEmpty(response, 401);
  const { claims, tokens } = session;
  // Tokens that have ended are not told any more, and nothing else is told without them.
  if (tokens.expiresOn.getTime() <= Date.now()) return sendJson(response, []);
  sendJson(response, [
    {
      access_token: tokens.accessToken,
      expires_on: platformTime(tokens.expiresOn),
      id_token: tokens.idToken,
      provider_name: 'aad',
      ...(tokens.refreshToken !== undefined && { refresh_token: tokens.refreshToken }),
      user_claims: mapClaims(claims),
      user_id: nameOf(claims) ?? textOf(claims, 'sub'),
    },
  ]);
}

async function refresh(
  { config, sessions, provider, env, log }: EasyAuthParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const session = await sessions.find(request, config.refreshGrace);
  if (!session) return sendEmpty(response, 401);
  const { tokens } = session;
  const { refreshToken } = tokens;
  if (!config.keepsTokens || !refreshToken) {
    const why = 'there is no refresh token; the login parameters need the scope offline_access';
    log.write('information', 'EasyAuth', `Refused to refresh: ${why}.`);
    return sendEmpty(response, 403);
  }
  try {
    const known = await provider();
    const renewed = await refreshTokens({ ...tokens, refreshToken }, config, known, env);
    const isThere = await sessions.renew(response, session, renewed);
    response.setHeader('Cache-Control', 'no-store');
    sendEmpty(response, isThere ? 200 : 401);
  } catch (error) {
    if (error instanceof ProviderUnavailableError) throw error;
    log.write('information', 'EasyAuth', `Refused to refresh: ${signInFailure(error)}.`);
    sendEmpty(response, 403);
  }
}

async function signOut(
  parts: EasyAuthParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { config, sessions } = parts;
  const asked = queryOf(request).get('post_logout_redirect_uri');
  const complete = `${config.apiPrefix}/logout/complete`;
  const target = redirectTarget(asked ?? complete, originOf(request), config.externalRedirects);
  if (target === undefined) return sendEmpty(response, 400);
  await sessions.end(request, response);
  redirect(response, await signOutUrl(parts, request, asked === null ? undefined : target));
}

function sendSignedOut(
  { config }: EasyAuthParts,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const asked = queryOf(request).get('post_logout_redirect_uri');
  if (asked === null) return sendPage(response, 'You have signed out.');
  const target = redirectTarget(asked, originOf(request), config.externalRedirects);
  if (target === undefined) sendEmpty(response, 400);
  else redirect(response, target);
}
