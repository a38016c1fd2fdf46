import type { Server } from 'node:http';
import type { AppRegistration } from './app-registration.ts';
import type { Realm } from './realm.ts';
import type { SampleUser } from './sample-users.ts';
import { mintToken, type TokenWish } from './test-token.ts';

/** A running identity provider. */
export class IdentityProvider {
  readonly #realm: Realm;
  readonly #server: Server;

  constructor(realm: Realm, server: Server) {
    this.#realm = realm;
    this.#server = server;
  }

  /** `http://localhost:PORT` */
  get url(): string {
    return this.#realm.url;
  }

  get tenantId(): string {
    return this.#realm.tenantId;
  }

  /** What tokens say who has issued them. */
  get issuer(): string {
    return this.#realm.issuer;
  }

  get users(): readonly SampleUser[] {
    return this.#realm.directory.users;
  }

  /** The value of `IDENTITY_ENDPOINT` for apps: where they get tokens of their managed identity. */
  get identityEndpoint(): string {
    return `${this.#realm.url}/msi/token`;
  }

  /** The value of `IDENTITY_HEADER` for apps: a secret. */
  get identityHeader(): string {
    return this.#realm.identityHeader;
  }

  /** Adds a registration, or replaces the one with its id. */
  register(registration: AppRegistration): void {
    this.#realm.directory.register(registration);
  }

  /**
   * An access token without a sign-in, for tests and tools: right, or wrong in the way that is asked for.
   * @throws Error for a registration or a user that is not there
   */
  tokenFor(wish: TokenWish): Promise<string> {
    return mintToken(this.#realm, wish);
  }

  /** Stops at once; what it has issued stays valid for whoever keeps the keys. */
  async dispose(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose();
  }
}
