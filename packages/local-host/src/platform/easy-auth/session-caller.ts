import type { EasyAuthConfig } from './easy-auth-config.ts';
import type { Claims } from './principal.ts';

/** Who a session is of, for the policy: an id token does not say by which client it was got, which is the app itself. */
export function sessionCaller(
  claims: Claims,
  { clientId }: Pick<EasyAuthConfig, 'clientId'>,
): Claims {
  return { azp: clientId, ...claims };
}
