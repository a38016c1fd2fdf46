import { createHash, randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { AppRegistration } from '../app-registration.ts';
import type { IdentityProvider } from '../identity-provider.ts';
import { type IdentityProviderOptions, startIdentityProvider } from '../start.ts';

export const appId = '5d9c0f3a-6b7e-4c21-9a58-1e4f2b8d7c60';
export const identityId = 'a1c7e2f4-3d5b-4e86-b097-6c8d9e0f1a2b';
export const editorId = 'aebc6443-996d-45c2-90f0-388ff96faa56';
/** Where the editor comes back to when it signs in at Entra ID. */
export const editorRedirect = 'http://localhost:40123/';
export const appScope = 'api://tenant/server/user_impersonation';
export const appRedirect = 'http://localhost:7071/.auth/login/aad/callback';

export const registration: AppRegistration = {
  appId,
  displayName: 'Sample server',
  identifierUris: ['api://tenant/server'],
  scopes: ['user_impersonation'],
  appRoles: ['Mcp.Invoke'],
  redirectUris: [appRedirect],
  preAuthorizedClientIds: [editorId],
  managedIdentityClientId: identityId,
};

/** A provider with one registration, for one test. */
export async function useProvider(
  options: IdentityProviderOptions = {},
): Promise<IdentityProvider> {
  const provider = await startIdentityProvider({ registrations: [registration], ...options });
  onTestFinished(() => provider.dispose());
  return provider;
}

/** A verifier and its S256 challenge. */
export function pkce(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** A JSON answer, whatever is in it. */
export type Json = Record<string, any>;

/** What a browser has to know of an identity provider. */
export type Destination = Pick<IdentityProvider, 'url' | 'tenantId' | 'users'>;

/** What a browser does at sign-in: keeps cookies, sends forms, and follows no redirect by itself. */
export class Browser {
  readonly provider: Destination;
  readonly base: string;
  cookie: string | undefined;

  constructor(provider: Destination) {
    this.provider = provider;
    this.base = `${provider.url}/${provider.tenantId}`;
  }

  async open(
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const response = await fetch(path.startsWith('http') ? path : `${this.base}/${path}`, {
      redirect: 'manual',
      ...init,
      headers: { ...(this.cookie && { cookie: this.cookie }), ...init.headers },
    });
    const [set] = response.headers.getSetCookie();
    if (set !== undefined) this.cookie = set.split(';')[0];
    return response;
  }

  /** Asks the editor's way; members that are undefined are left out. */
  authorize(parameters: Record<string, string | undefined> = {}): Promise<Response> {
    const all = {
      client_id: editorId,
      redirect_uri: editorRedirect,
      response_type: 'code',
      scope: appScope,
      state: 'the-state',
      code_challenge: pkce().challenge,
      code_challenge_method: 'S256',
      ...parameters,
    };
    const given = Object.entries(all).filter((entry): entry is [string, string] => !!entry[1]);
    return this.open(`oauth2/v2.0/authorize?${new URLSearchParams(given).toString()}`);
  }

  /** Sends the form of a page, by the button with this name and value. */
  async press(page: Response, name: string, value: string): Promise<Response> {
    const text = await page.text();
    const action = unescape(/<form method="post" action="([^"]*)"/.exec(text)![1]!);
    if (!text.includes(`name="${name}" value="${value}"`))
      throw new Error(`No such button:\n${text}`);
    return this.open(`${this.provider.url}${action}`, {
      method: 'POST',
      headers: { origin: this.provider.url },
      body: new URLSearchParams([...hiddenFieldsOf(text), [name, value]]),
    });
  }

  /** Chooses a user on the sign-in page. */
  signIn(page: Response, name = 'ada'): Promise<Response> {
    const user = this.provider.users.find(({ preferredUsername }) =>
      preferredUsername.startsWith(name),
    );
    return this.press(page, 'user', user!.oid);
  }

  /** Signs in and returns the code. */
  async code(parameters: Record<string, string | undefined> = {}, name?: string): Promise<string> {
    const response = await this.signIn(await this.authorize(parameters), name);
    return answerOf(response).get('code')!;
  }

  /** Asks for tokens; members that are undefined are left out. */
  async token(form: Record<string, string | undefined>): Promise<{ status: number; body: Json }> {
    const given = Object.entries(form).filter((entry): entry is [string, string] => !!entry[1]);
    const response = await fetch(`${this.base}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams(given),
    });
    return { status: response.status, body: (await response.json()) as Json };
  }

  /** A sign-in of the editor up to the tokens. */
  async tokens(parameters: Record<string, string | undefined> = {}, name?: string): Promise<Json> {
    const { verifier, challenge } = pkce();
    const code = await this.code({ code_challenge: challenge, ...parameters }, name);
    const { body } = await this.token({
      grant_type: 'authorization_code',
      client_id: editorId,
      code,
      redirect_uri: editorRedirect,
      code_verifier: verifier,
    });
    return body;
  }
}

/** An assertion of the managed identity, as an app on Azure gets it. */
export async function managedIdentityToken(
  { identityEndpoint, identityHeader }: IdentityProvider,
  query: Record<string, string> = {},
): Promise<{ status: number; body: Json }> {
  const search = new URLSearchParams({
    resource: 'api://AzureADTokenExchange',
    'api-version': '2019-08-01',
    client_id: identityId,
    ...query,
  });
  const response = await fetch(`${identityEndpoint}?${search.toString()}`, {
    headers: { 'X-IDENTITY-HEADER': identityHeader },
  });
  return { status: response.status, body: (await response.json()) as Json };
}

/** How the sample server proves itself at the token endpoint. */
export async function appProof(provider: IdentityProvider): Promise<Record<string, string>> {
  const { body } = await managedIdentityToken(provider);
  return {
    client_id: appId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: body['access_token'] as string,
  };
}

/** What a redirect tells the client, in the query or in the fragment. */
export function answerOf(response: Response): URLSearchParams {
  const { searchParams, hash } = new URL(response.headers.get('location')!);
  return hash ? new URLSearchParams(hash.slice(1)) : searchParams;
}

/** The hidden fields of a page's form. */
export function hiddenFieldsOf(text: string): [string, string][] {
  const fields = text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  return [...fields].map(([, name, value]) => [unescape(name!), unescape(value!)]);
}

function unescape(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}
