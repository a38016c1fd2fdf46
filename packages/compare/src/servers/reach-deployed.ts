import { headersFromEnvironment } from './credentials.ts';
import type { DeployedServer } from './deployed.ts';
import { findHeaders } from './find-headers.ts';
import type { Secrets } from './reach-urls.ts';
import type { Servers } from './start-local.ts';
import type { Target } from './target.ts';

/**
 * Makes sure that both servers of a deployment answer. A key or a token comes from the environment where that has one,
 * else from Azure; where Azure refuses it, whoever sits there is asked.
 * @param onRemark gets what Azure refuses, a sentence
 * @throws UsageError when one wants what is not there; Error when one does not answer
 */
export async function reachDeployed(
  servers: readonly [DeployedServer, DeployedServer],
  { env, ask }: Secrets,
  onRemark: (remark: string) => void,
): Promise<Servers> {
  const targets: Target[] = [];
  // One after the other: each may ask.
  for (const [index, server] of servers.entries()) {
    targets.push(await reach(server, index + 1));
  }
  return { targets: [targets[0]!, targets[1]!], stop: async () => {} };

  async function reach(server: DeployedServer, place: number): Promise<Target> {
    const { hosting, title, url, findAccess, readMeters } = server;
    const own = headersFromEnvironment(env, place);
    const isGiven = Object.keys(own).length > 0;
    const access = isGiven ? ({ ok: true, headers: own } as const) : await findAccess();
    const reason = access.ok ? undefined : `${title}: ${access.reason}`;
    if (reason !== undefined) onRemark(reason);
    const known = access.ok ? access.headers : {};
    const told = { headers: known, ...(reason !== undefined && { reason }) };
    const headers = await findHeaders(url, place, told, ask);
    return {
      id: hosting,
      title,
      url,
      hosting,
      place: 'azure',
      headers,
      readMeters,
      // What somebody typed is all that there is.
      ...(access.ok && !isGiven && headers === known && { renew: () => renewed(server, headers) }),
    };
  }
}

/** @throws Error when Azure gives no key or token any more */
async function renewed(
  { title, findAccess }: DeployedServer,
  headers: Target['headers'],
): Promise<Target['headers']> {
  // Nothing was asked for, and nothing can expire.
  if (Object.keys(headers).length === 0) return headers;
  const access = await findAccess();
  if (!access.ok) throw new Error(`${title}: ${access.reason}`);
  return access.headers;
}
