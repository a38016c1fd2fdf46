import type { IncomingMessage } from 'node:http';
import type { EasyAuthParts } from './easy-auth-parts.ts';
import { ProviderUnavailableError } from './identity-provider.ts';
import { originOf } from './request-place.ts';

/**
 * Where to send a browser that signs out here: to the identity provider, which ends its session too and
 * sends it back; or straight on where the provider has no such place, or is out of reach.
 * @param target where to go in the end; a place that has been checked
 */
export async function signOutUrl(
  { config, provider, log }: EasyAuthParts,
  request: IncomingMessage,
  target: string | undefined,
): Promise<string> {
  const complete = new URL(`${originOf(request)}${config.apiPrefix}/logout/complete`);
  if (target !== undefined) complete.searchParams.set('post_logout_redirect_uri', target);
  const here = target ?? complete.pathname;
  try {
    const { metadata } = await provider();
    if (!metadata.end_session_endpoint) return here;
    const url = new URL(metadata.end_session_endpoint);
    url.searchParams.set('client_id', config.clientId);
    url.searchParams.set('post_logout_redirect_uri', complete.href);
    return url.href;
  } catch (error) {
    if (!(error instanceof ProviderUnavailableError)) throw error;
    log.write('warning', 'EasyAuth', error.message);
    return here;
  }
}
