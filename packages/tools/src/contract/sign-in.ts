import { type AuthMode, type Caller, readCaller } from './caller.ts';

/** Who calls; empty in every auth mode but `entra`, as only there the platform has checked it. */
export interface SignIn {
  readonly caller?: Caller;
  /**
   * The access token that the caller was let in with, to exchange it for another one on their behalf. It is a
   * secret, and so a function: what logs a whole context, or puts it into an answer, does not show it.
   */
  readonly callerToken?: () => string;
}

/**
 * The sign-in of a request. The token is that of the `Authorization` header, and only where it is the
 * caller's own: with a cookie the platform knows who calls from that, and may not have looked at the token.
 * What it keeps of a cookie session in `X-MS-TOKEN-AAD-ACCESS-TOKEN` was issued for Microsoft Graph or for
 * whatever its sign-in asks for, not for this app, and Entra exchanges only what was issued for this app.
 * @param header the value of a request header, whatever its letter case
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow
 */
export function readSignIn(
  header: (name: string) => string | null | undefined,
  authMode: AuthMode,
): SignIn {
  const caller = readCaller(header, authMode);
  if (!caller) return {};
  const [, token] = /^Bearer +([\w.~+/-]+=*)$/i.exec(header('authorization') ?? '') ?? [];
  return token !== undefined && isOf(caller, token)
    ? { caller, callerToken: () => token }
    : { caller };
}

/** Whether the claims of a token, which nobody checks here, are those of the caller. */
function isOf({ id, tenantId }: Caller, token: string): boolean {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
    const claims = JSON.parse(payload) as { readonly oid?: unknown; readonly tid?: unknown } | null;
    return claims?.oid === id && claims.tid === tenantId;
  } catch {
    return false;
  }
}
