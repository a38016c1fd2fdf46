import type { Arm } from '../arm/arm.ts';
import { readMasterKey } from '../arm/host-keys.ts';
import type { AppFacts } from './app-facts.ts';
import { keyHeader } from './access/get-key.ts';
import type { Subject } from './finding.ts';
import type { Explained } from './explained.ts';
import type { BoundedFetch } from './http/bounded-fetch.ts';
import { isLoopbackName } from '@side-by-side/local-host/command-line';
import { send } from './http/send.ts';

const longest = 500;

/**
 * What a Functions host that does not run says of it, if it can be asked; undefined if not. Only the master key opens
 * that, so it is read for this one request.
 * @param headers a token, where Easy Auth stands before it
 */
export async function explainHostDown(
  { deployment, server }: Subject,
  { settings }: AppFacts,
  {
    arm,
    fetch,
    headers,
    signal,
  }: {
    readonly arm: Arm;
    readonly fetch: BoundedFetch;
    readonly headers: Readonly<Record<string, string>>;
    readonly signal: AbortSignal;
  },
): Promise<Explained | undefined> {
  const app = { resourceGroup: deployment.resourceGroup, name: server.appName };
  const key = await readMasterKey(arm, app);
  if (!key.ok || !key.value) return undefined;
  // No key that opens everything goes to a name that somebody else could come to have.
  const name = server.site.ok
    ? server.site.value.defaultHostName
    : `${server.appName}.azurewebsites.net`;
  const origin = isLoopbackName(server.url.hostname) ? server.url : `https://${name}`;
  const url = new URL('/admin/host/status', origin);
  const sent = await send(
    fetch,
    url,
    { headers: { ...headers, [keyHeader]: key.value.reveal() } },
    signal,
  );
  if (!('answer' in sent) || sent.answer.status !== 200) return undefined;
  const errors = readErrors(sent.answer.body);
  if (errors.length === 0) return undefined;
  // A host may repeat what a setting says.
  const values = settings.ok ? [...settings.value.values()].map((value) => value.reveal()) : [];
  const text = values
    .filter((value) => value.length > 5)
    .reduce((left, value) => left.replaceAll(value, '(hidden)'), errors.join('\n'));
  const isDenied =
    /AuthorizationPermissionMismatch|AuthorizationFailure|not authorized to perform/i.test(text);
  return {
    detail: `The host says: ${text.slice(0, longest)}`,
    known: isDenied ? 'roles-missing' : 'host-down',
  };
}

function readErrors(body: string): string[] {
  try {
    const { errors } = JSON.parse(body) as { errors?: unknown };
    return Array.isArray(errors) ? errors.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
