import { ToolError } from '../../contract/errors.ts';

/** What the library says of a token that it did not get. */
interface EntraFault {
  /** Entra's own code, such as `AADSTS65001`. */
  readonly code: string | undefined;
  /** The `error` of OAuth, or the library's name for what went wrong before there was an answer. */
  readonly error: string;
  readonly suberror: string | undefined;
  /** That somebody has to sign in, or has to agree to something. */
  readonly needsUser: boolean;
}

const service = 'Microsoft Entra ID';

/**
 * The error to throw where Entra exchanges no token: a `ToolError` where the caller, or time, can help. All
 * else is up to who runs the server, and for the log, with Entra's code alone: its message has more.
 * @param host the name of the app on the web
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export function explainEntraFault(thrown: unknown, host: string | undefined): Error {
  const fault = faultOf(thrown);
  const { code, error } = fault;
  const named = code ?? error;
  if (code === 'AADSTS65001' || fault.suberror === 'consent_required') {
    return new ToolError(
      `You have not allowed this server to read your profile: open https://${host ?? 'HOST'}/.auth/login/aad in a browser once and agree, or have an administrator agree for everybody, then try again.`,
    );
  }
  if (error === 'temporarily_unavailable' || error === 'server_error') {
    return new ToolError(`${service} is too busy to answer. Try again in a minute.`);
  }
  if (fault.needsUser || expired.has(named)) {
    return new ToolError(
      `${service} wants you to sign in again (${named}): sign out of this server, sign in, and try once more. If that does not help, ask an administrator which conditions the tenant has for Microsoft Graph.`,
    );
  }
  // Of an answer that is no JSON, as a gateway's is, the library says no more than this.
  if (error === 'network_error' || error === 'endpoints_resolution_error') {
    return new ToolError(`${service} did not answer this server. Try again in a minute.`);
  }
  return new Error(`${service} exchanged no token: ${named}. ${advice[named] ?? ''}`.trim());
}

/** The token of the caller was good when the platform let it in, and is not any more. */
const expired: ReadonlySet<string> = new Set(['AADSTS500133', 'AADSTS50173', 'AADSTS50132']);

const federation =
  "Check that the registration has a federated credential for the app's managed identity, the one of OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID.";
const audience =
  'Check that built-in authentication accepts only tokens that were issued for the registration of WEBSITE_AUTH_CLIENT_ID.';

const advice: Readonly<Record<string, string>> = {
  AADSTS50013: audience,
  AADSTS500131: audience,
  AADSTS70021: federation,
  AADSTS700211: federation,
  AADSTS700212: federation,
  AADSTS700213: federation,
  AADSTS700016: 'Check that the registration of WEBSITE_AUTH_CLIENT_ID is in the tenant.',
  AADSTS90002: 'Check WEBSITE_AUTH_AAD_ALLOWED_TENANTS.',
};

/** The library's error wraps that of MSAL. */
function faultOf(thrown: unknown): EntraFault {
  const outer = thrown as { readonly cause?: unknown; readonly name?: unknown };
  const { name, message, errorCode, subError } = (outer.cause ?? outer) as Partial<
    Record<string, unknown>
  >;
  const [code] = /\bAADSTS\d+\b/.exec(String(message)) ?? [];
  return {
    code,
    error: typeof errorCode === 'string' ? errorCode : String(name),
    suberror: typeof subError === 'string' ? subError : undefined,
    needsUser: name === 'InteractionRequiredAuthError',
  };
}
