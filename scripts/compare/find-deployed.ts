import { UsageError } from '@side-by-side/local-host/errors';
import {
  type DeployedServer as FoundServer,
  openDeployment,
  type OpenDeployment,
  type OpenDeploymentOptions,
  readFlexMeters,
  readHostKeys,
  serverKey,
} from '@side-by-side/azure';
import type { Access, DeployedServer, FindDeployed } from '@side-by-side/compare/command';

/** A token that lives shorter is asked for again: a round of a comparison takes a minute at most. */
const leastLifeMs = 5 * 60_000;

/**
 * Finds what `npm run compare -- --env` compares: both servers of an azd environment, with their keys or tokens and
 * their meters, as far as whoever is signed in may have them.
 */
export function deployedFinder(options: Omit<OpenDeploymentOptions, 'signal'>): FindDeployed {
  return async (environmentName, signal) => {
    const opened = await openDeployment({ ...options, environmentName, signal });
    const [first, second] = opened.deployment.servers;
    if (!first || !second) throw new UsageError(onlyOne(opened));
    return [compared(first, opened), compared(second, opened)];
  };
}

function compared(server: FoundServer, opened: OpenDeployment): DeployedServer {
  const { service, title, url, resourceId } = server;
  return {
    hosting: service === 'extension-server' ? 'extension' : 'self-hosted',
    title,
    url,
    findAccess: accessFinder(server, opened),
    async readMeters(from, to) {
      const read = await readFlexMeters(opened.arm, resourceId, { from, to });
      return read.ok ? { ok: true, usage: read.value } : { ok: false, reason: read.reason };
    },
  };
}

/** What gets past what stands before a server; a key is read once, a token again before it expires. */
function accessFinder(server: FoundServer, opened: OpenDeployment): () => Promise<Access> {
  let found: FoundAccess | undefined;
  return async () => {
    const { ok = false, until = Number.POSITIVE_INFINITY } = found ?? {};
    if (!found || !ok || Date.now() > until - leastLifeMs) found = await findAccess(server, opened);
    return found;
  };
}

/** `until`: when it expires, in milliseconds since 1970. */
type FoundAccess = Access & { readonly until?: number };

async function findAccess(server: FoundServer, opened: OpenDeployment): Promise<FoundAccess> {
  switch (server.authMode) {
    case 'anonymous':
      return { ok: true, headers: {} };
    case 'key':
      return findKey(server, opened);
    case 'entra':
      return findToken(server, opened);
  }
}

async function findKey(
  { service, appName: name }: FoundServer,
  { arm, deployment: { resourceGroup } }: OpenDeployment,
): Promise<Access> {
  const keys = await readHostKeys(arm, { resourceGroup, name });
  if (!keys.ok) return { ok: false, reason: `Its key cannot be read. ${keys.reason}` };
  const key = serverKey(service, keys.value);
  return key
    ? { ok: true, headers: { 'x-functions-key': key.reveal() } }
    : { ok: false, reason: 'It has no key yet: the app makes it when it first starts.' };
}

async function findToken(
  { signIn }: FoundServer,
  { credential }: OpenDeployment,
): Promise<FoundAccess> {
  if (!signIn) {
    return { ok: false, reason: 'Whom its tokens are for is not known: the app cannot be read.' };
  }
  const scope = `${signIn.identifierUri}/.default`;
  try {
    const token = await credential.getToken(scope);
    if (token) {
      const headers = { authorization: `Bearer ${token.token}` };
      return { ok: true, headers, until: token.expiresOnTimestamp };
    }
    return { ok: false, reason: noToken(scope, '') };
  } catch (error) {
    return { ok: false, reason: noToken(scope, error instanceof Error ? error.message : '') };
  }
}

/** azd asks with the client id of the Azure CLI. */
function noToken(scope: string, why: string): string {
  const line = why.split('\n')[0]!.slice(0, 200).trim();
  return `There is no token for ${scope}${line ? ` (${line})` : ''}. azd and the Azure CLI are given one unless ALLOW_AZURE_CLI is false.`;
}

/** Why there are not two, and what brings the other. */
function onlyOne({ deployment }: OpenDeployment): string {
  const { environmentName, servers, missing } = deployment;
  const [other] = missing;
  if (other) {
    return `There are not two servers to compare. ${other.title}: ${other.message} To mend it: ${other.remedy}`;
  }
  return `${environmentName ?? 'The deployment'} has the ${servers[0]?.title.toLowerCase() ?? 'first'} alone: the other is switched off. To switch both on: azd env set DEPLOY_EXTENSION_SERVER true, azd env set DEPLOY_SELF_HOSTED_SERVER true, azd up`;
}
