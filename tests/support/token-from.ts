import { SignInBrowser } from '@side-by-side/local-host/testing';

/** What somebody gets who signs in to a server that runs in another process. */
export interface FoundToken {
  readonly token: string;
  /** The identity provider, without a slash at the end. */
  readonly issuer: string;
}

/**
 * Signs Ada in with VS Code's id, at the identity provider that a server names.
 * @param url of the server's MCP endpoint
 */
export async function tokenFrom(url: string): Promise<FoundToken> {
  const { origin, pathname } = new URL(url);
  const answer = await fetch(`${origin}/.well-known/oauth-protected-resource${pathname}`);
  const { authorization_servers, scopes_supported } = (await answer.json()) as {
    authorization_servers: string[];
    scopes_supported: string[];
  };
  const issuer = authorization_servers[0]!;
  const { origin: provider, pathname: path } = new URL(issuer);
  const place = { url: provider, tenantId: path.split('/')[1]! };
  const scope = scopes_supported.join(' ');
  const page = await new SignInBrowser({ ...place, users: [] }).authorize({ scope });
  const button = /name="user" value="([^"]*)">\s*<span>Ada Sample/.exec(await page.text());
  const ada = { oid: button![1]!, name: '', preferredUsername: 'ada', roles: [] };
  const tokens = await new SignInBrowser({ ...place, users: [ada] }).tokens({ scope });
  return { token: tokens['access_token'] as string, issuer };
}
