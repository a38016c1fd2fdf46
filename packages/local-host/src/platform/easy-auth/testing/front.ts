import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { HostLog } from '../../../log/log.ts';
import { type RawResponse, sendRaw } from '../../../testing/raw-http.ts';
import { type AuthSettingsV2, entraAuthSettings } from '../auth-settings.ts';
import { createEasyAuth } from '../easy-auth.ts';
import { audience, caller, clientId, type TestIssuer, useIssuer } from './issuer.ts';

/** The settings of the template for an issuer, with these sections changed. */
export function settingsFor(issuer: string, changes: Partial<AuthSettingsV2> = {}): AuthSettingsV2 {
  const settings = entraAuthSettings({
    issuer,
    clientId,
    allowedAudiences: [clientId, audience],
    allowedApplications: [clientId, caller],
  });
  return { ...settings, ...changes };
}

/** What `settingsFor` has for the provider, with these members changed. */
export function providerWith(
  issuer: string,
  changes: object,
): Pick<AuthSettingsV2, 'identityProviders'> {
  const provider = settingsFor(issuer).identityProviders!.azureActiveDirectory!;
  return { identityProviders: { azureActiveDirectory: { ...provider, ...changes } } };
}

/** `settingsFor` with another action for those who say nothing. */
export function withAction(unauthenticatedClientAction: string): Partial<AuthSettingsV2> {
  return { globalValidation: { requireAuthentication: true, unauthenticatedClientAction } };
}

/** An app behind Easy Auth: it answers each request with the headers that it got. */
export interface TestFront {
  readonly issuer: TestIssuer;
  readonly port: number;
  readonly host: string;
  readonly log: HostLog;
  /** Tells it the app's settings anew, as a restart of the app does. */
  restart(env: NodeJS.ProcessEnv): void;
  /** How many requests reached the app. */
  reached(): number;
  send(
    path: string,
    headers?: Readonly<Record<string, string>>,
    method?: string,
  ): Promise<RawResponse>;
}

/** Starts one with an identity provider of its own, for the time of the test. */
export async function useFront(
  changesFor: (issuer: string) => Partial<AuthSettingsV2> = () => ({}),
  env: NodeJS.ProcessEnv = {},
): Promise<TestFront> {
  const issuer = await useIssuer();
  const log = new HostLog();
  const easyAuth = createEasyAuth(
    { settings: settingsFor(issuer.issuer, changesFor(issuer.issuer)) },
    log,
  );
  easyAuth?.useEnvironment(env);
  let reached = 0;
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    reached += 1;
    response.end(JSON.stringify({ headers: request.headers, rawHeaders: request.rawHeaders }));
  };
  const server = createServer((request, response) => {
    easyAuth
      ?.handle(request, response)
      .then((isAnswered) => isAnswered || answer(request, response))
      .catch((error: unknown) => response.writeHead(500).end(String(error)));
    if (!easyAuth) answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    issuer,
    port,
    host: `localhost:${port}`,
    log,
    restart: (changed) => easyAuth?.useEnvironment(changed),
    reached: () => reached,
    send: (path, headers = {}, method = 'GET') => sendRaw(port, { method, path, headers }),
  };
}

export const secretSetting = 'MICROSOFT_PROVIDER_AUTHENTICATION_SECRET';

/** A front whose app proves itself by a secret. */
export function useSecretFront(
  changesFor: (issuer: string) => Partial<AuthSettingsV2> = () => ({}),
  env: NodeJS.ProcessEnv = {},
): Promise<TestFront> {
  return useFront(
    (issuer) => ({
      ...providerWith(issuer, {
        registration: { openIdIssuer: issuer, clientId, clientSecretSettingName: secretSetting },
      }),
      ...changesFor(issuer),
    }),
    { [secretSetting]: 'secret', ...env },
  );
}

/** `settingsFor` with other settings of sessions. */
export const withLogin = (changes: object) => (issuer: string) => ({
  login: { ...settingsFor(issuer).login, ...changes },
});

/** The headers that the app got, as it answers. */
export function headersOf({ body }: RawResponse): Record<string, string> {
  return (JSON.parse(body) as { headers: Record<string, string> }).headers;
}

/** The principal in the headers that an app got. */
export function principalOf(headers: Readonly<Record<string, string>>): {
  readonly auth_typ: string;
  readonly claims: readonly { readonly typ: string; readonly val: string }[];
  readonly name_typ: string;
  readonly role_typ: string;
} {
  const text = Buffer.from(headers['x-ms-client-principal']!, 'base64').toString('utf8');
  return JSON.parse(text) as ReturnType<typeof principalOf>;
}

export const bearer = (token: string): { authorization: string } => ({
  authorization: `Bearer ${token}`,
});
