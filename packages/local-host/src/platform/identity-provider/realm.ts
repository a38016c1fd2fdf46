import type { SampleUser } from './sample-users.ts';
import type { Client, Directory, Grant } from './directory.ts';
import type { ExpiringStore } from './expiring-store.ts';

/** What a user has allowed a client, for which a code or a refresh token stands. */
export interface Authorization {
  readonly client: Client;
  readonly user: SampleUser;
  readonly grants: readonly Grant[];
  /** Those of `openid`, `profile`, `email` and `offline_access` that were asked for. */
  readonly openId: ReadonlySet<string>;
  /** Where the client took the code; absent where none was asked for through a browser. */
  readonly redirectUri?: string;
}

/** What a code stands for. */
export interface CodeAuthorization extends Authorization {
  readonly redirectUri: string;
  readonly scopeText: string;
  readonly challenge?: string;
  readonly nonce?: string;
  /** Set when the code was exchanged for tokens. */
  isRedeemed: boolean;
}

/** Whether Graph lets an app act for its users. */
export type GraphConsent = 'ask' | 'granted' | 'interaction-required';

/** What the endpoints of one identity provider share. */
export interface Realm {
  readonly url: string;
  readonly tenantId: string;
  readonly issuer: string;
  readonly directory: Directory;
  readonly strictResource: boolean;
  readonly graphConsent: GraphConsent;
  /** Of access tokens and id tokens, in seconds. */
  readonly tokenLifetime: number;
  /** The secret of the managed identity endpoint. */
  readonly identityHeader: string;
  /** The name of the session's cookie; it has the port in it, as cookies have not. */
  readonly cookieName: string;
  readonly codes: ExpiringStore<CodeAuthorization>;
  readonly refreshTokens: ExpiringStore<Authorization>;
  /** Users who have signed in, by the value of their cookie. */
  readonly sessions: ExpiringStore<SampleUser>;
  /** In milliseconds. */
  readonly now: () => number;
}
