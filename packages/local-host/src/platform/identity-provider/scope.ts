import { type Client, type Grant, graph, type Resource } from './directory.ts';
import { entraErrors } from './entra-errors.ts';
import type { Authorization, Realm } from './realm.ts';
import { isRegistered } from './redirect-uri.ts';

const openIdScopes = new Set(['openid', 'profile', 'email', 'offline_access']);

/** What a `scope` asks for. */
export interface Scope {
  readonly openId: ReadonlySet<string>;
  /** By resource, at least one: scopes of OpenID alone are for Microsoft Graph. */
  readonly grants: readonly Grant[];
}

/**
 * Reads a `scope`: names of OpenID, names with a resource before the last slash, and names of Microsoft
 * Graph without. `.default` is all that there is at a resource.
 * @throws EntraError for a resource that is not in the tenant, or a name that it does not have
 */
export function readScope(realm: Realm, client: Client, text: string): Scope {
  const openId = new Set<string>();
  const permissions = new Map<Resource, Set<string>>();
  for (const item of text.split(' ').filter(Boolean)) {
    if (openIdScopes.has(item)) {
      openId.add(item);
      continue;
    }
    const { resource, names } = readItem(realm, client, item);
    const known = permissions.get(resource) ?? new Set();
    permissions.set(resource, new Set([...known, ...names]));
  }
  if (permissions.size === 0) permissions.set(graph, new Set());
  const grants = [...permissions].map(([resource, names]) => ({
    resource,
    permissions: [...names],
  }));
  return { openId, grants };
}

function readItem(realm: Realm, client: Client, item: string) {
  const slash = item.lastIndexOf('/');
  const identifier = slash < 0 ? graph.appId : item.slice(0, slash);
  const name = item.slice(slash + 1);
  const resource = realm.directory.findResource(identifier);
  if (!resource) throw entraErrors.resourceNotFound(identifier, realm.tenantId);
  if (resource.appId === client.appId && identifier !== client.appId) {
    throw entraErrors.tokenForItself(client.appId, client.displayName);
  }
  if (name === '.default') return { resource, names: resource.scopes };
  if (!resource.scopes.includes(name)) {
    throw entraErrors.scopeNotFound(client.displayName, name, resource.appId);
  }
  return { resource, names: [name] };
}

/** The grant of a token, which is for one resource only. @throws EntraError where there are several */
export function onlyGrant({ grants }: Pick<Scope, 'grants'>, scopeText: string): Grant {
  if (grants.length > 1) throw entraErrors.severalResources(scopeText);
  return grants[0]!;
}

/**
 * Refuses a `resource` (RFC 8707) that is not the resource of the scopes. Visual Studio Code is let through: only to
 * Entra ID itself it sends none, and here it is to be rehearsed.
 * @throws EntraError AADSTS9010010
 * @see https://github.com/anthropics/claude-code/issues/73460
 */
export function checkResource(
  realm: Realm,
  resource: string | undefined,
  { grants }: Pick<Scope, 'grants'>,
  { client, redirectUri }: Pick<Authorization, 'client' | 'redirectUri'>,
): void {
  if (!realm.strictResource || resource === undefined) return;
  if (redirectUri !== undefined && isRegistered(redirectUri, client.sendsResourceWith ?? []))
    return;
  const matches = grants.some(({ resource: { appId, identifierUris } }) =>
    [appId, ...identifierUris].includes(resource),
  );
  if (!matches) throw entraErrors.resourceMismatch();
}
