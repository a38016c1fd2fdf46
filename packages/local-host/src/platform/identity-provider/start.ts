import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listen } from '../../port.ts';
import { type AppRegistration, type PublicClient, wellKnownClients } from './app-registration.ts';
import { Directory } from './directory.ts';
import { ExpiringStore } from './expiring-store.ts';
import { IdentityProvider } from './identity-provider.ts';
import type { GraphConsent, Realm } from './realm.ts';
import { type SampleUser, sampleUsers } from './sample-users.ts';
import { serve } from './serve.ts';

const day = 86_400;

/** Everything has a default that is as strict as Entra. */
export interface IdentityProviderOptions {
  /** @default 0, any free port */
  readonly port?: number;
  /** A GUID. @default a sample tenant, always the same */
  readonly tenantId?: string;
  readonly registrations?: readonly AppRegistration[];
  /** Clients besides Visual Studio Code and the Azure CLI; one with the id of those takes its place. */
  readonly publicClients?: readonly PublicClient[];
  /** @default one for each outcome of a sign-in */
  readonly users?: readonly SampleUser[];
  /** Whether a `resource` that does not match the scopes is refused with AADSTS9010010. @default true */
  readonly strictResource?: boolean;
  /**
   * Whether an app may use Microsoft Graph for its users: when they have been asked, always, or only
   * after a sign-in with a second factor, which there is not. @default 'ask'
   */
  readonly graphConsent?: GraphConsent;
  /** Of access tokens and id tokens, in seconds. @default 4500; Entra's live for 60 to 90 minutes */
  readonly tokenLifetime?: number;
  /** Of authorization codes, in seconds. @default 600 */
  readonly codeLifetime?: number;
  /** In milliseconds. @default Date.now */
  readonly now?: () => number;
}

/**
 * Starts an identity provider that is shaped like Microsoft Entra ID, on loopback. Nothing of it is kept
 * on disk, and nothing is logged.
 * @throws HostError when the port is taken
 */
export async function startIdentityProvider(
  options: IdentityProviderOptions = {},
): Promise<IdentityProvider> {
  const { now = Date.now, graphConsent = 'ask' } = options;
  const tenantId = options.tenantId ?? '6f3c1f0e-5f0a-4d38-9b0a-2d1f8d6c7a10';
  const directory = new Directory(
    [...wellKnownClients, ...(options.publicClients ?? [])],
    options.users ?? sampleUsers,
    graphConsent === 'ask',
  );
  for (const registration of options.registrations ?? []) directory.register(registration);
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 });
  await listen(
    server,
    options.port ?? 0,
    'It is to be that of the sample identity provider. Stop that process, or choose another port with --provider-port.',
  );
  const { port } = server.address() as AddressInfo;
  // By this name it is the same site as the apps: browsers send their cookies along from its pages.
  const url = `http://localhost:${port}`;
  const realm: Realm = {
    url,
    tenantId,
    issuer: `${url}/${tenantId}/v2.0`,
    directory,
    strictResource: options.strictResource ?? true,
    graphConsent,
    tokenLifetime: options.tokenLifetime ?? 4500,
    identityHeader: randomBytes(32).toString('hex'),
    cookieName: `sample-sign-in-${port}`,
    codes: new ExpiringStore(now, options.codeLifetime ?? 600),
    refreshTokens: new ExpiringStore(now, 90 * day),
    sessions: new ExpiringStore(now, day),
    now,
  };
  server.on('request', (request, response) => void serve(realm, request, response));
  return new IdentityProvider(realm, server);
}
