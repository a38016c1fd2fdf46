import type { AppRegistration, PublicClient } from './app-registration.ts';
import type { SampleUser } from './sample-users.ts';

/** Whoever asks for tokens. */
export interface Client extends PublicClient {
  /** Of a client that has to prove who it is. */
  readonly registration?: AppRegistration;
}

/** Whom tokens are for. */
export interface Resource {
  readonly appId: string;
  readonly displayName: string;
  readonly identifierUris: readonly string[];
  readonly scopes: readonly string[];
  readonly appRoles: readonly string[];
  readonly preAuthorizedClientIds: readonly string[];
  readonly appRoleAssignments?: Readonly<Record<string, readonly string[]>>;
}

/** Microsoft Graph, as far as sign-in needs it: who has signed in. */
export const graph: Resource = {
  appId: '00000003-0000-0000-c000-000000000000',
  displayName: 'Microsoft Graph',
  identifierUris: ['https://graph.microsoft.com'],
  scopes: ['User.Read'],
  appRoles: [],
  preAuthorizedClientIds: [],
};

/** Permissions at one resource. */
export interface Grant {
  readonly resource: Resource;
  readonly permissions: readonly string[];
}

/** What is in the tenant: apps, clients, users, and what users have consented to. */
export class Directory {
  readonly users: readonly SampleUser[];
  readonly #registrations = new Map<string, AppRegistration>();
  readonly #publicClients: ReadonlyMap<string, PublicClient>;
  readonly #asksForGraph: boolean;
  readonly #consents = new Set<string>();

  /** @param asksForGraph whether users are asked before an app may use Microsoft Graph for them */
  constructor(
    publicClients: readonly PublicClient[],
    users: readonly SampleUser[],
    asksForGraph: boolean,
  ) {
    this.users = users;
    this.#asksForGraph = asksForGraph;
    this.#publicClients = new Map(publicClients.map((client) => [key(client.appId), client]));
  }

  /** Adds a registration, or replaces the one with its id. */
  register(registration: AppRegistration): void {
    this.#registrations.set(key(registration.appId), registration);
  }

  get registrations(): readonly AppRegistration[] {
    return [...this.#registrations.values()];
  }

  findClient(appId: string): Client | undefined {
    const registration = this.#registrations.get(key(appId));
    return registration ? { ...registration, registration } : this.#publicClients.get(key(appId));
  }

  /** @param identifier the client id or an identifier URI */
  findResource(identifier: string): Resource | undefined {
    return [graph, ...this.#registrations.values()].find(
      ({ appId, identifierUris }) =>
        appId === key(identifier) || identifierUris.includes(identifier),
    );
  }

  /** @param id object id or user name */
  findUser(id: string): SampleUser | undefined {
    return this.users.find(({ oid, preferredUsername }) => [oid, preferredUsername].includes(id));
  }

  /** Whether a managed identity is that of a registration: there are no others. */
  hasManagedIdentity(clientId: string): boolean {
    return this.registrations.some((app) => app.managedIdentityClientId === clientId);
  }

  /** Whether a user need not be asked: the client is pre-authorised, or was allowed before. */
  isConsented(client: Client, { resource, permissions }: Grant, user: SampleUser): boolean {
    if (resource === graph && !this.#asksForGraph) return true;
    return permissions.every(
      (permission) =>
        resource.preAuthorizedClientIds.includes(client.appId) ||
        this.#consents.has(consentKey(client, resource, permission, user)),
    );
  }

  /**
   * What a token is good for: all that a client may do for a user at a resource, whatever it asked for.
   * @see https://learn.microsoft.com/entra/msal/javascript/browser/resources-and-scopes#consent-lifetime
   */
  permissionsOf(client: Client, resource: Grant['resource'], user: SampleUser): string[] {
    return resource.scopes.filter((name) =>
      this.isConsented(client, { resource, permissions: [name] }, user),
    );
  }

  consent(client: Client, { resource, permissions }: Grant, user: SampleUser): void {
    for (const permission of permissions) {
      this.#consents.add(consentKey(client, resource, permission, user));
    }
  }
}

/** GUIDs are the same in either letter case. */
function key(appId: string): string {
  return appId.toLowerCase();
}

function consentKey(client: Client, resource: Resource, permission: string, user: SampleUser) {
  return [client.appId, resource.appId, permission, user.oid].join(' ');
}
