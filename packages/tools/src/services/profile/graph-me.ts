import { z } from 'zod';
import { ToolError } from '../../contract/errors.ts';
import type { Profile } from './profile.ts';

const text = z.string().nullish();

const me = z.object({
  displayName: text,
  userPrincipalName: z.string(),
  mail: text,
  jobTitle: text,
  officeLocation: text,
  preferredLanguage: text,
});

const service = 'Microsoft Graph';

/**
 * Asks Microsoft Graph who a token is of, for chosen fields only.
 * @param graph the base address of the service
 * @throws ToolError where the caller, or time, can help; Error for the log where not.
 * @see https://learn.microsoft.com/graph/api/user-get
 * @see https://learn.microsoft.com/graph/errors
 */
export async function readMe(graph: string, token: string, signal: AbortSignal): Promise<Profile> {
  const url = `${graph}/v1.0/me?$select=${Object.keys(me.shape).join(',')}`;
  const response = await fetch(url, {
    headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' },
    redirect: 'error', // Whom it leads to must not get the token.
    signal,
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new ToolError(`${service} cannot be reached from this server. Try again in a minute.`, {
      cause: error,
    });
  });
  const body = await response.json().catch(() => {
    signal.throwIfAborted();
    return undefined;
  });
  if (!response.ok) throw explain(response, body);
  const parsed = me.safeParse(body);
  if (!parsed.success) {
    throw new Error(`${service} answered /me with ${response.status}, but not with a user.`);
  }
  const known = Object.entries(parsed.data).filter(([, value]) => value);
  return Object.fromEntries(known) as unknown as Profile;
}

function explain({ status, headers }: Response, body: unknown): Error {
  if (status === 429 || status >= 500) {
    const seconds = headers.get('retry-after');
    const when = seconds && /^\d+$/.test(seconds) ? `in ${seconds} seconds` : 'in a minute';
    return new ToolError(`${service} is too busy to answer. Try again ${when}.`);
  }
  if (status === 401) {
    return new ToolError(
      `${service} does not accept the sign-in any more. Sign out of this server, sign in again, and try once more.`,
    );
  }
  if (status === 404) return new ToolError(`${service} knows no such user.`);
  const { error } = (body ?? {}) as { readonly error?: { readonly code?: unknown } };
  const code = typeof error?.code === 'string' ? error.code.slice(0, 100) : 'no code';
  const advice =
    status === 403
      ? ' Check that the registration has the delegated permission User.Read of Microsoft Graph, and that no policy of the tenant forbids it.'
      : '';
  return new Error(`${service} refused to answer /me: ${code} (${status}).${advice}`);
}
