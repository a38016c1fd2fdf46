import { azureCliId, visualStudioCodeId } from './app-registration.ts';
import { appClaims, type Claims, type TokenVersion, userClaims } from './claims.ts';
import type { Client } from './directory.ts';
import { principalIdOf } from './managed-identity.ts';
import type { Realm } from './realm.ts';
import { signToken, type TokenSignature } from './sign-token.ts';

/** An access token that a test or a tool wants, right but for what it says. */
export interface TokenWish {
  /** Whom it is for: the client id or an identifier URI of a registration. */
  readonly resource: string;
  /** Object id or user name of a sample user. @default the first one */
  readonly user?: string;
  /** Who asks; it need not be known. @default Visual Studio Code, or the Azure CLI for an app's token */
  readonly clientId?: string;
  /** @default all that the registration has */
  readonly scopes?: readonly string[];
  /** Roles for a token of the client itself, which has no scopes and no user. */
  readonly appRoles?: readonly string[];
  /** @default '2.0' */
  readonly version?: TokenVersion;
  /** Seconds by which it is older, or with a minus, younger than now. @default 0 */
  readonly age?: number;
  /** Claims that differ; undefined ones are left out. */
  readonly claims?: Claims;
  /** Members of the header that differ. */
  readonly header?: Claims;
  /** @default 'valid' */
  readonly signature?: TokenSignature;
}

/** Makes an access token without anybody signing in. @throws Error for a resource or user that is not there */
export async function mintToken(realm: Realm, wish: TokenWish): Promise<string> {
  const aged: Realm = { ...realm, now: () => realm.now() - (wish.age ?? 0) * 1000 };
  const claims = { ...claimsOf(aged, wish), ...wish.claims };
  const given = Object.entries(claims).filter(([, value]) => value !== undefined);
  return signToken(Object.fromEntries(given), wish);
}

function claimsOf(realm: Realm, wish: TokenWish): Claims {
  const { version = '2.0', appRoles } = wish;
  const resource = realm.directory.findResource(wish.resource);
  if (!resource) throw new Error(`There is no registration '${wish.resource}'.`);
  if (appRoles) {
    const clientId = wish.clientId ?? azureCliId;
    const assigned = { ...resource, appRoles, appRoleAssignments: { [clientId]: appRoles } };
    return appClaims(realm, clientId, principalIdOf(clientId), assigned, version);
  }
  const { users } = realm.directory;
  const user = wish.user === undefined ? users[0] : realm.directory.findUser(wish.user);
  if (!user) throw new Error(`There is no sample user '${wish.user ?? ''}'.`);
  const appId = wish.clientId ?? visualStudioCodeId;
  const client: Client = realm.directory.findClient(appId) ?? {
    appId,
    displayName: appId,
    redirectUris: [],
  };
  const grant = { resource, permissions: wish.scopes ?? resource.scopes };
  return userClaims(realm, { client, user, openId: new Set() }, grant, version);
}
