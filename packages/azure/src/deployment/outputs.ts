import { UsageError } from '@side-by-side/local-host/errors';
import type { EnvironmentService } from '../environment/environment-services.ts';
import type { SignIn } from '../server.ts';

/**
 * Where the outputs of the provisioning say that a service answers. It goes into requests with keys and tokens, so it
 * must be what it looks like.
 * @throws UsageError for what is no https address, or may hold a key; it is told without the address
 */
export function outputUrl({ name, mcpUrl }: EnvironmentService): URL | undefined {
  if (mcpUrl === undefined) return undefined;
  const url = URL.parse(mcpUrl);
  if (url?.protocol !== 'https:') throw wrongUrl(name, 'is no https address');
  if (url.username || url.password || url.search || url.hash) {
    throw wrongUrl(name, 'has more than an address in it');
  }
  return url;
}

function wrongUrl(name: string, what: string): UsageError {
  return new UsageError(
    `The MCP endpoint of ${name} ${what} in the azd environment. To put it right: azd provision`,
  );
}

/** What sign-in to a service needs, as the outputs say; undefined where nobody signs in. */
export function outputSignIn(
  { clientId, identifierUri }: EnvironmentService,
  tenantId: string | undefined,
): SignIn | undefined {
  return tenantId && clientId
    ? { tenantId, clientId, identifierUri: identifierUri ?? `api://${clientId}` }
    : undefined;
}
