/**
 * An app of the tenant that stands for a server: clients ask for tokens to it, and it signs in itself.
 * The members are what `infra/modules/entra-registration.bicep` makes.
 */
export interface AppRegistration {
  /** The client id, a GUID. */
  readonly appId: string;
  readonly displayName: string;
  /** What scopes are written with, as `api://…`; the client id itself always is one. */
  readonly identifierUris: readonly string[];
  /** Bare names of delegated permissions: `user_impersonation`. */
  readonly scopes: readonly string[];
  /** Values of the roles that users and apps may hold. */
  readonly appRoles: readonly string[];
  /** Where web sign-in may come back to, exactly; only the port of a loopback address is free. */
  readonly redirectUris: readonly string[];
  /** Clients whose users are not asked for consent. */
  readonly preAuthorizedClientIds: readonly string[];
  /** The managed identity whose assertions prove this app: its federated credential. */
  readonly managedIdentityClientId?: string;
  /** The roles of apps, by the client id of an app or of a managed identity. @default nobody has any */
  readonly appRoleAssignments?: Readonly<Record<string, readonly string[]>>;
}

/** A client that cannot keep a secret: an editor, or a command. */
export interface PublicClient {
  readonly appId: string;
  readonly displayName: string;
  readonly redirectUris: readonly string[];
  /**
   * Where it comes back to when it sends a `resource` that it does not send to Entra ID itself; the port of a loopback
   * address is free. @default nowhere
   */
  readonly sendsResourceWith?: readonly string[];
}

/** The client id of Visual Studio Code. */
export const visualStudioCodeId = 'aebc6443-996d-45c2-90f0-388ff96faa56';

/** The client id of the Azure CLI. */
export const azureCliId = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';

/** The clients that are in every tenant. */
export const wellKnownClients: readonly PublicClient[] = [
  {
    appId: visualStudioCodeId,
    displayName: 'Visual Studio Code',
    redirectUris: ['http://127.0.0.1', 'http://localhost', 'https://vscode.dev/redirect'],
    sendsResourceWith: ['http://127.0.0.1', 'https://vscode.dev/redirect'],
  },
  { appId: azureCliId, displayName: 'Microsoft Azure CLI', redirectUris: ['http://localhost'] },
];
