import { randomBytes } from 'node:crypto';

/** The client id of VS Code. */
export const vsCodeId = 'aebc6443-996d-45c2-90f0-388ff96faa56';

/** Where VS Code takes the answer of an identity provider that is not Microsoft's, unless the port is taken. */
export const vsCodeRedirect = 'http://127.0.0.1:33418/';

const version = '2025-11-25';
const userAgent = 'Visual Studio Code/1.140.0';

/** What VS Code learns before it signs somebody in. */
export interface Discovered {
  /** Whether the server's metadata was there, and named the server. */
  readonly resource?: string;
  readonly authorizationServer: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly scopes: readonly string[];
}

/**
 * The requests of VS Code to one server, in its order and with its headers.
 * @see https://github.com/microsoft/vscode src/vs/workbench/api/common/extHostMcp.ts (McpHTTPHandle,
 * createAuthMetadata) at 000d382, src/vs/base/common/oauth.ts (fetchResourceMetadata,
 * fetchAuthorizationServerMetadata) at 05f882b, src/vs/workbench/contrib/mcp/common/mcpServerRequestHandler.ts at c530837
 */
export class VsCode {
  /** `POST http://… 401`, in order. */
  readonly requests: string[] = [];
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  #session: Readonly<Record<string, string>> = {};
  #id = 0;

  /** @param headers those of mcp.json */
  constructor(url: URL, headers: Readonly<Record<string, string>> = {}) {
    this.#url = url.href;
    this.#headers = headers;
  }

  initialize(more?: Readonly<Record<string, string>>): Promise<Response> {
    const params = {
      protocolVersion: version,
      capabilities: {
        roots: { listChanged: true },
        sampling: {},
        elicitation: { form: {}, url: {} },
        tasks: {
          list: {},
          cancel: {},
          requests: { sampling: { createMessage: {} }, elicitation: { create: {} } },
        },
      },
      clientInfo: { name: 'Visual Studio Code', version: '1.140.0' },
    };
    return this.post({ id: ++this.#id, method: 'initialize', params }, more);
  }

  /** Asks for a list, as it does for each kind: the cursor of the first page is left out. */
  list(method: string, more?: Readonly<Record<string, string>>): Promise<Response> {
    return this.post({ id: ++this.#id, method, params: {} }, more);
  }

  async post(message: object, more?: Readonly<Record<string, string>>): Promise<Response> {
    const response = await this.#fetch(this.#url, {
      method: 'POST',
      headers: {
        ...this.#headers,
        'Content-Type': 'application/json',
        Accept: 'text/event-stream, application/json',
        ...this.#session,
        ...more,
      },
      body: JSON.stringify({ jsonrpc: '2.0', ...message }),
    });
    const session = response.headers.get('Mcp-Session-Id');
    if (session !== null) this.#session = { 'Mcp-Session-Id': session };
    return response;
  }

  /** The stream for what the server wants to say; after a 4xx it is not asked for again. */
  backchannel(more?: Readonly<Record<string, string>>): Promise<Response> {
    const headers = {
      ...this.#headers,
      Accept: 'text/event-stream',
      ...this.#session,
      ...more,
    };
    return this.#fetch(this.#url, { method: 'GET', headers });
  }

  /** Ends the session, where there is one; whatever the answer is, it goes. */
  async close(more?: Readonly<Record<string, string>>): Promise<void> {
    if (!('Mcp-Session-Id' in this.#session)) return;
    const headers = { ...this.#headers, ...this.#session, ...more };
    await this.#fetch(this.#url, { method: 'DELETE', headers });
  }

  /** What it does after 401 or 403, up to where it knows whom to ask for a token. */
  async discover(refused: Response): Promise<Discovered> {
    const challenge = refused.headers.get('WWW-Authenticate') ?? '';
    const resource = await this.#resourceMetadata(parameterOf(challenge, 'resource_metadata'));
    const scopes = parameterOf(challenge, 'scope')?.split(' ') ?? resource?.scopes_supported ?? [];
    const { origin } = new URL(this.#url);
    const named = resource?.authorization_servers?.[0];
    for (const server of named === undefined ? [origin] : [named, origin]) {
      const metadata = await this.#serverMetadata(server);
      if (!metadata) continue;
      const known = { authorizationServer: server, metadata, scopes };
      return resource ? { ...known, resource: resource.resource } : known;
    }
    // Nobody has any: then it would be the server itself, where nobody has said otherwise.
    const metadata = {
      issuer: `${origin}/`,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: `${origin}/token`,
      registration_endpoint: `${origin}/register`,
    };
    return { authorizationServer: origin, metadata, scopes };
  }

  async #resourceMetadata(challenged: string | undefined) {
    const { origin, pathname } = new URL(this.#url);
    const root = `${origin}/.well-known/oauth-protected-resource`;
    for (const url of challenged === undefined ? [`${root}${pathname}`, root] : [challenged]) {
      const isOwn = new URL(url).origin === origin;
      const own = isOwn ? { ...this.#headers, 'MCP-Protocol-Version': version } : {};
      const response = await this.#fetch(url, {
        method: 'GET',
        headers: { Accept: 'application/json', ...own },
      });
      if (response.status !== 200) continue;
      const body = (await response.json()) as {
        resource: string;
        authorization_servers?: string[];
        scopes_supported?: string[];
      };
      if (new URL(body.resource).href === this.#url) return body;
    }
    return undefined;
  }

  async #serverMetadata(server: string): Promise<Record<string, unknown> | undefined> {
    const { origin, pathname } = new URL(server);
    const path = pathname === '/' ? '' : pathname;
    for (const url of [
      `${origin}/.well-known/oauth-authorization-server${path}`,
      `${origin}/.well-known/openid-configuration${path}`,
      `${server.replace(/\/$/, '')}/.well-known/openid-configuration`,
    ]) {
      const own = origin === new URL(this.#url).origin ? this.#headers : {};
      const headers = { ...own, Accept: 'application/json' };
      const response = await this.#fetch(url, { method: 'GET', headers });
      if (response.status === 200) return (await response.json()) as Record<string, unknown>;
    }
    return undefined;
  }

  async #fetch(
    url: string,
    init: Omit<RequestInit, 'headers'> & { readonly headers: Readonly<Record<string, string>> },
  ): Promise<Response> {
    const headers = { ...init.headers, 'user-agent': userAgent };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    this.requests.push(`${init.method} ${url} ${response.status}`);
    return response;
  }
}

/** The address that VS Code opens in the browser, where the identity provider is not Microsoft's. */
export function vsCodeVisit({ metadata, scopes, resource }: Discovered, challenge: string): URL {
  const url = new URL(String(metadata['authorization_endpoint']));
  url.search = new URLSearchParams({
    client_id: vsCodeId,
    response_type: 'code',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    scope: scopes.join(' '),
    ...(resource !== undefined && { resource }),
    redirect_uri: vsCodeRedirect,
    state: randomBytes(16).toString('base64'),
  }).toString();
  return url;
}

function parameterOf(challenge: string, name: string): string | undefined {
  return new RegExp(`[ ,]${name}="([^"]*)"`).exec(challenge)?.[1];
}
