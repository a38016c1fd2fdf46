import { shellWord } from '../../programs/shell-word.ts';
import type { AuthMode } from '../../server.ts';
import type { AppFacts } from '../app-facts.ts';
import type { Explained } from '../explained.ts';
import type { Subject } from '../finding.ts';
import { isOfEasyAuth, readChallenge } from '../http/challenge.ts';
import type { Answer } from '../http/send.ts';
import type { Claims } from './claims.ts';

/** Why a caller with a key is refused, or in auth mode `anonymous` one without. */
export function explainKeyRefusal(
  { headers }: Answer,
  authMode: Exclude<AuthMode, 'entra'>,
): Explained {
  const challenge = readChallenge(headers);
  if (challenge && isOfEasyAuth(challenge)) return { known: 'easy-auth-unwanted' };
  return { known: authMode === 'key' ? 'key-refused' : 'key-wanted' };
}

/**
 * Why a caller with a token is refused: by what the token says and Easy Auth is set to, for an answer says nothing.
 * @param opensWithKey whether the same token is let in together with a key; undefined where that could not be tried
 */
export function explainTokenRefusal(
  { deployment }: Subject,
  { auth, settings }: AppFacts,
  { status, headers }: Answer,
  claims: Claims | undefined,
  opensWithKey: boolean | undefined,
): Explained {
  if (opensWithKey) {
    return { known: 'levels-at-default', detail: 'With a key besides, the same token is let in.' };
  }
  const entra = auth.ok ? auth.value.entra : undefined;
  const issuer = entra?.openIdIssuer ?? '';
  const among = (ids: readonly string[], id: string): boolean =>
    ids.some((one) => one.trim().toLowerCase() === id.toLowerCase());
  if (claims?.tenant && issuer && !issuer.toLowerCase().includes(claims.tenant.toLowerCase())) {
    return {
      known: 'wrong-tenant',
      detail: `The token is of the tenant ${claims.tenant}, and the issuer that is accepted ${issuer}.`,
    };
  }
  const tenants = settings.ok
    ? settings.value.get('WEBSITE_AUTH_AAD_ALLOWED_TENANTS')?.reveal()
    : undefined;
  if (claims?.tenant && tenants && !among(tenants.split(','), claims.tenant)) {
    return { known: 'wrong-tenant', detail: `The token is of the tenant ${claims.tenant}.` };
  }
  if (claims?.version && issuer && claims.version.startsWith('2') !== /\/v2\.0\/?$/.test(issuer)) {
    return { known: 'issuer-not-v2', detail: `The token is of version ${claims.version}.` };
  }
  const audiences = [...(entra?.allowedAudiences ?? []), entra?.clientId ?? ''];
  if (claims?.audience && entra && !among(audiences, claims.audience)) {
    return { known: 'wrong-audience', detail: `The token is for ${claims.audience}.` };
  }
  const applications = entra?.allowedApplications;
  if (claims?.client && applications && !among(applications, claims.client)) {
    return {
      known: 'client-not-allowed',
      names: { caller: shellWord(claims.client) },
      detail: `The client of whoever is signed in here is ${claims.client}${deployment.environmentName ? '' : ', which azd and the Azure CLI have, or the pipeline'}.`,
    };
  }
  // Easy Auth says in a 401 where to sign in; the host behind it says nothing.
  const challenge = readChallenge(headers);
  const isOfHost = status === 401 && !(challenge && isOfEasyAuth(challenge));
  return { known: isOfHost || (entra && status === 403) ? 'levels-at-default' : 'token-refused' };
}
