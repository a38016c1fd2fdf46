import { createHash, randomBytes } from 'node:crypto';
import { type Grant, graph, type Resource } from './directory.ts';
import type { Authorization, Realm } from './realm.ts';
import { otherTenantId, type SampleUser } from './sample-users.ts';

/** The claims of a token. */
export type Claims = Record<string, unknown>;

/** Which shape a token has: registrations ask for the second, Microsoft Graph has the first. */
export type TokenVersion = '1.0' | '2.0';

/** How a client has proved itself: not at all, or with an assertion. */
export type ClientProof = '0' | '2';

/**
 * The claims of an access token for a user.
 * @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export function userClaims(
  realm: Realm,
  authorization: Pick<Authorization, 'client' | 'user' | 'openId'>,
  { resource, permissions }: Grant,
  version: TokenVersion,
): Claims {
  const { client, user } = authorization;
  const isV1 = version === '1.0';
  const openId = [...authorization.openId].filter((name) => name !== 'offline_access');
  return {
    ...commonClaims(realm, resource, version),
    ...(isV1 && { acr: '1', amr: ['pwd'] }),
    ...clientClaims(client.appId, client.registration ? '2' : '0', version),
    ...(user.kind === 'guest' && { idp: `https://sts.windows.net/${otherTenantId}/` }),
    ...(isV1 && { ipaddr: '127.0.0.1' }),
    name: user.name,
    oid: user.oid,
    ...(isV1
      ? { unique_name: user.preferredUsername, upn: user.preferredUsername }
      : { preferred_username: user.preferredUsername }),
    ...rolesOf(user.roles, resource),
    scp: [...permissions, ...(resource === graph ? openId : [])].join(' '),
    sub: pairwise(resource.appId, user),
  };
}

/**
 * The claims of an access token for an app itself: roles instead of scopes.
 * @param oid the object id of the app's service principal, or of a managed identity
 */
export function appClaims(
  realm: Realm,
  clientId: string,
  oid: string,
  resource: Resource,
  version: TokenVersion,
): Claims {
  return {
    ...commonClaims(realm, resource, version),
    ...clientClaims(clientId, '2', version),
    idtyp: 'app',
    oid,
    ...rolesOf(resource.appRoleAssignments?.[clientId] ?? [], resource),
    sub: oid,
  };
}

/**
 * The claims of an id token.
 * @param code what `c_hash` is made of
 * @see https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference
 */
export function idClaims(
  realm: Realm,
  { client, user, openId }: Authorization,
  { nonce, code }: { nonce?: string | undefined; code?: string | undefined },
): Claims {
  const resource = client.registration ?? { ...graph, appId: client.appId };
  return {
    ...commonClaims(realm, resource, '2.0'),
    ...(code && { c_hash: halfHash(code) }),
    ...(openId.has('email') && { email: user.preferredUsername }),
    ...(user.kind === 'guest' && { idp: `https://sts.windows.net/${otherTenantId}/` }),
    ...(openId.has('profile') && {
      name: user.name,
      preferred_username: user.preferredUsername,
    }),
    ...(nonce !== undefined && { nonce }),
    oid: user.oid,
    ...rolesOf(user.roles, resource),
    sub: pairwise(client.appId, user),
  };
}

function commonClaims(realm: Realm, resource: Resource, version: TokenVersion): Claims {
  const now = Math.floor(realm.now() / 1000);
  return {
    aud: (version === '1.0' && resource !== graph && resource.identifierUris[0]) || resource.appId,
    // On Azure the first version is issued by https://sts.windows.net/<tenant>/.
    iss: version === '1.0' ? `${realm.url}/${realm.tenantId}/` : realm.issuer,
    iat: now,
    nbf: now,
    exp: now + realm.tokenLifetime,
    aio: randomBytes(48).toString('base64'),
    rh: `1.${randomBytes(36).toString('base64url')}.`,
    tid: realm.tenantId,
    uti: randomBytes(16).toString('base64url'),
    ver: version,
  };
}

function clientClaims(clientId: string, proof: ClientProof, version: TokenVersion): Claims {
  return version === '1.0'
    ? { appid: clientId, appidacr: proof }
    : { azp: clientId, azpacr: proof };
}

function rolesOf(held: readonly string[], { appRoles }: Resource): Claims {
  const roles = held.filter((role) => appRoles.includes(role));
  return roles.length > 0 ? { roles } : {};
}

/** A subject differs from app to app, so that apps cannot compare their users. */
function pairwise(appId: string, { oid }: SampleUser): string {
  return createHash('sha256').update(`${appId}|${oid}`).digest('base64url');
}

/** @see https://openid.net/specs/openid-connect-core-1_0.html#HybridIDToken */
function halfHash(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');
}
