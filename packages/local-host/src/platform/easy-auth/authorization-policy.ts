import type { AuthorizationPolicy, EasyAuthConfig } from './easy-auth-config.ts';
import { type Claims, clientOf, textOf, textsOf } from './principal.ts';

/**
 * Why a caller that is known may not call, in words for the log; undefined where it may.
 * @param tenants those allowed; empty for all
 * @see https://learn.microsoft.com/azure/app-service/configure-authentication-provider-aad (Authorize requests)
 */
export function policyObjection(
  claims: Claims,
  { policies }: Pick<EasyAuthConfig, 'policies'>,
  tenants: readonly string[],
): string | undefined {
  const tenant = textOf(claims, 'tid');
  if (tenants.length > 0 && !contains(tenants, tenant)) {
    return `the tenant ${shown(tenant)} is not in WEBSITE_AUTH_AAD_ALLOWED_TENANTS`;
  }
  return policies.map((policy) => objectionOf(claims, policy)).find(Boolean);
}

/**
 * Why no token at all may call where a list of applications is there but empty. A list that is absent allows all of
 * them; Microsoft speaks of the effect of a list that is not empty, and an empty one has been seen to refuse everybody.
 * Beside a list in the other place an empty one says nothing: Azure adds it there by itself.
 * @see https://github.com/pnp/Microsoft365-Analytics-Insights/pull/264
 */
export function emptyListObjection(policies: readonly AuthorizationPolicy[]): string | undefined {
  const isNamed = policies.some(({ applications }) => applications.length > 0);
  return !isNamed && policies.some(({ isClosed }) => isClosed)
    ? 'a list of allowed applications in the settings is there but empty; name the clients, or leave the list out'
    : undefined;
}

function objectionOf(claims: Claims, policy: AuthorizationPolicy): string | undefined {
  const client = clientOf(claims);
  if (policy.applications.length > 0 && !contains(policy.applications, client)) {
    return `the client ${shown(client)} is not among the allowed applications`;
  }
  const groups = textsOf(claims, 'groups');
  const inOne = (allowed: readonly string[]): boolean =>
    groups.some((group) => contains(allowed, group));
  const { identities, principalGroups, claimGroups } = policy;
  if (identities.length > 0 || principalGroups.length > 0) {
    const isListed = contains(identities, textOf(claims, 'oid')) || inOne(principalGroups);
    if (!isListed) return 'the caller is not among the allowed principals';
  }
  if (claimGroups.length > 0 && !inOne(claimGroups)) {
    return 'the caller is in none of the allowed groups';
  }
  return undefined;
}

/** Ids are GUIDs, which have no letter case. */
function contains(ids: readonly string[], id: string | undefined): boolean {
  return id !== undefined && ids.some((known) => known.toLowerCase() === id.toLowerCase());
}

/** An id for the log. */
function shown(id: string | undefined): string {
  return id !== undefined && /^[\w.:/-]{1,100}$/.test(id) ? id : '(none)';
}
