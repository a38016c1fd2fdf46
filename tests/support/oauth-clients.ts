import {
  Client as ClientV2,
  StreamableHTTPClientTransport as TransportV2,
  UnauthorizedError as UnauthorizedV2,
} from '@modelcontextprotocol/client';
import {
  type OAuthClientProvider,
  UnauthorizedError as UnauthorizedV1,
} from '@modelcontextprotocol/sdk/client/auth.js';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { McpClient } from './clients.ts';

type Stored<Name extends 'clientInformation' | 'tokens'> = Awaited<
  ReturnType<OAuthClientProvider[Name]>
>;

/** How somebody's client is set up. */
export interface OAuthOptions {
  /** The identity provider that knows it: nobody can register by themselves there. */
  readonly issuer: string;
  readonly clientId: string;
  readonly redirectUrl: string;
  /** Whether it sends the `resource` of RFC 8707, as it does unless it is told not to. */
  readonly sendsResource: boolean;
}

/** What a client remembers of one user at one server, for both official clients. */
export class OAuthMemory implements OAuthClientProvider {
  readonly redirectUrl: string;
  readonly clientMetadata;
  /** Where the user is sent to sign in; the test is the browser. */
  readonly visits: URL[] = [];
  /** Without it, the clients do as they do by default. */
  readonly validateResourceURL?: () => Promise<undefined>;
  #information: Stored<'clientInformation'>;
  #tokens: Stored<'tokens'>;
  #verifier = '';
  #discovered: Awaited<ReturnType<NonNullable<OAuthClientProvider['discoveryState']>>>;

  constructor({ issuer, clientId, redirectUrl, sendsResource }: OAuthOptions) {
    this.#information = { client_id: clientId, issuer };
    this.redirectUrl = redirectUrl;
    this.clientMetadata = {
      redirect_uris: [redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'none',
    };
    if (!sendsResource) this.validateResourceURL = async () => undefined;
  }

  state = (): string => 'the-state';
  clientInformation = () => this.#information;
  saveClientInformation(information: NonNullable<Stored<'clientInformation'>>): void {
    this.#information = information;
  }
  tokens = () => this.#tokens;
  saveTokens(tokens: NonNullable<Stored<'tokens'>>): void {
    this.#tokens = tokens;
  }
  redirectToAuthorization(url: URL): void {
    this.visits.push(url);
  }
  codeVerifier = () => this.#verifier;
  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier;
  }
  discoveryState = () => this.#discovered;
  saveDiscoveryState(state: NonNullable<ReturnType<typeof this.discoveryState>>): void {
    this.#discovered = state;
  }
}

/** One attempt to connect. */
export interface Attempt {
  /** Connects and returns the client. @throws UnauthorizedError when the user has to sign in */
  connect(): Promise<McpClient>;
  /** Takes what the browser brought back. */
  finishAuth(answer: URLSearchParams): Promise<void>;
}

const info = { name: 'test-client', version: '1.0.0' };

/** The official clients with sign-in. Each attempt has a transport of its own, as they demand. */
export const oauthClients = {
  'sdk v1': (url: URL, memory: OAuthMemory): Attempt => {
    const transport = new TransportV1(url, { authProvider: memory });
    return {
      async connect() {
        const client = new ClientV1(info);
        await client.connect(transport);
        return client as unknown as McpClient;
      },
      finishAuth: (answer) => transport.finishAuth(answer.get('code') ?? ''),
    };
  },
  'client v2': (url: URL, memory: OAuthMemory): Attempt => {
    const transport = new TransportV2(url, { authProvider: memory });
    return {
      async connect() {
        const client = new ClientV2(info);
        await client.connect(transport);
        return client;
      },
      finishAuth: (answer) => transport.finishAuth(answer),
    };
  },
} as const;

export type OAuthClientName = keyof typeof oauthClients;
export const oauthClientNames = Object.keys(oauthClients) as OAuthClientName[];

/** What a client throws when somebody has to sign in. */
export function isUnauthorized(error: unknown): boolean {
  return error instanceof UnauthorizedV1 || error instanceof UnauthorizedV2;
}

/** The HTTP status of an answer that a client throws for; each has it in a place of its own. */
export function statusOf(error: unknown): unknown {
  const { code, status } = error as { code?: unknown; status?: unknown };
  return status ?? code;
}
