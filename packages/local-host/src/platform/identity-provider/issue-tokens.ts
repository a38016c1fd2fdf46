import { idClaims, userClaims } from './claims.ts';
import { type Grant, graph } from './directory.ts';
import type { Authorization, Realm } from './realm.ts';
import { signToken } from './sign-token.ts';

/** What the token endpoint answers. */
export type TokenAnswer = Readonly<Record<string, string | number>>;

/**
 * Tokens for a user: the access token, and what `openid` and `offline_access` ask for besides.
 * @param asked what the client asks for; it gets all that the user has allowed it at that resource
 */
export async function issueTokens(
  realm: Realm,
  authorization: Authorization,
  asked: Grant,
  { nonce, clientInfo }: { nonce?: string | undefined; clientInfo?: boolean } = {},
): Promise<TokenAnswer> {
  const { client, openId, user } = authorization;
  const permissions = realm.directory.permissionsOf(client, asked.resource, user);
  const grant = { ...asked, permissions };
  const version = grant.resource === graph ? '1.0' : '2.0';
  const info = { uid: user.oid, utid: realm.tenantId };
  return {
    token_type: 'Bearer',
    scope: scopeOf(grant, openId),
    expires_in: realm.tokenLifetime,
    ext_expires_in: realm.tokenLifetime,
    access_token: await signToken(userClaims(realm, authorization, grant, version)),
    ...(openId.has('offline_access') && { refresh_token: realm.refreshTokens.add(authorization) }),
    ...(openId.has('openid') && {
      id_token: await signToken(idClaims(realm, authorization, { nonce })),
    }),
    ...(clientInfo && {
      client_info: Buffer.from(JSON.stringify(info)).toString('base64url'),
    }),
  };
}

/** The permissions with their resource; those of OpenID belong to Microsoft Graph. */
function scopeOf({ resource, permissions }: Grant, openId: ReadonlySet<string>): string {
  const prefix = resource.identifierUris[0] ?? resource.appId;
  const own = permissions.map((permission) => `${prefix}/${permission}`);
  const shared = [...openId].filter((name) => name !== 'offline_access');
  return [...(resource === graph ? shared : []), ...own].join(' ');
}
