import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendEmpty } from '../../http.ts';
import { redirect } from './answers.ts';
import { policyObjection } from './authorization-policy.ts';
import { cookieOf, setCookie } from './cookies.ts';
import type { EasyAuthParts } from './easy-auth-parts.ts';
import { ProviderUnavailableError } from './identity-provider.ts';
import { redirectTarget } from './redirect-target.ts';
import { originOf, queryOf } from './request-place.ts';
import { sessionCaller } from './session-caller.ts';
import { beginSignIn, finishSignIn, type PendingSignIn } from './sign-in.ts';
import { signInFailure } from './sign-in-failure.ts';

const nonceCookie = 'AppServiceAuthNonce';

/** `/login/aad`: sends a browser to the identity provider. */
export async function startSignIn(
  parts: EasyAuthParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { config, log } = parts;
  const asked =
    queryOf(request).get('post_login_redirect_uri') ?? `${config.apiPrefix}/login/complete`;
  const target = redirectTarget(asked, originOf(request), config.externalRedirects);
  if (target === undefined) {
    log.write('information', 'EasyAuth', 'Refused to sign in: post_login_redirect_uri leads away.');
    return sendEmpty(response, 400);
  }
  await sendToProvider(parts, request, response, target);
}

/**
 * Sends a browser to the identity provider.
 * @param target where to go then; a place that has been checked
 */
export async function sendToProvider(
  { config, provider, sealed }: EasyAuthParts,
  request: IncomingMessage,
  response: ServerResponse,
  target: string,
): Promise<void> {
  const { url, pending } = await beginSignIn(request, target, config, await provider());
  const cookie = await sealed.seal('nonce', pending, config.nonceLifetime);
  setCookie(response, nonceCookie, cookie);
  redirect(response, url.href);
}

/** `/login/aad/callback`: takes it back, and begins its session. */
export async function endSignIn(
  parts: EasyAuthParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { config, provider, sealed, sessions, log, env, appSettings } = parts;
  const cookie = cookieOf(request, nonceCookie);
  setCookie(response, nonceCookie, undefined);
  const opened = cookie && (await sealed.open('nonce', cookie));
  const refuse = (status: 401 | 403, why: string): void => {
    log.write('information', 'EasyAuth', `Refused a sign-in: ${why}.`);
    sendEmpty(response, status);
  };
  if (!opened) return refuse(401, 'this browser has not begun it, or too long ago');
  const pending = opened as unknown as PendingSignIn;
  try {
    const signedIn = await finishSignIn(request, pending, config, await provider(), env);
    const caller = sessionCaller(signedIn.claims, config);
    const objection = policyObjection(caller, config, appSettings.tenants);
    if (objection) return refuse(403, objection);
    await sessions.begin(response, signedIn.claims, signedIn.tokens);
    redirect(response, pending.target);
  } catch (error) {
    if (error instanceof ProviderUnavailableError) throw error;
    refuse(401, `the identity provider's answer does not do: ${signInFailure(error)}`);
  }
}
