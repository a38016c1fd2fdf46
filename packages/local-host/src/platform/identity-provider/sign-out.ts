import type { IncomingMessage, ServerResponse } from 'node:http';
import { signedOutPage } from './pages/message-pages.ts';
import { sendPage } from './pages/page.ts';
import type { Realm } from './realm.ts';
import { sendRedirect } from './respond.ts';
import { endSession } from './session.ts';

/**
 * Signs a browser out, and takes it back to the app where the address is one of an app's.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#send-a-sign-out-request
 */
export function serveSignOut(
  realm: Realm,
  request: IncomingMessage,
  response: ServerResponse,
  parameters: URLSearchParams,
): void {
  endSession(realm, request, response);
  const target = parameters.get('post_logout_redirect_uri') ?? '';
  if (isAppAddress(realm, target)) sendRedirect(response, withState(target, parameters));
  else sendPage(response, signedOutPage);
}

/** An app's own site only: anybody can lead a browser here. */
function isAppAddress({ directory }: Realm, target: string): boolean {
  const origin = URL.parse(target)?.origin;
  return directory.registrations.some(({ redirectUris }) =>
    redirectUris.some((uri) => /^https?:/.test(uri) && URL.parse(uri)?.origin === origin),
  );
}

function withState(target: string, parameters: URLSearchParams): string {
  const url = new URL(target);
  const state = parameters.get('state');
  if (state !== null) url.searchParams.set('state', state);
  return url.href;
}
