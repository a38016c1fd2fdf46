import { readAuthMode } from '../../contract/auth-mode.ts';

/**
 * What the platform tells an app with built-in authentication of itself. What is missing is missed only when
 * somebody asks for a profile.
 */
export interface ProfileSettings {
  /** The client id of the app's registration. */
  readonly clientId: string | undefined;
  /** The client id of the managed identity that the registration trusts. */
  readonly identityId: string | undefined;
  /** The tenants whose users are let in; none where each is. */
  readonly tenants: readonly string[];
  /** The name of the app on the web. */
  readonly host: string | undefined;
}

/**
 * The settings of a server that reads profiles; undefined where `ENABLE_GRAPH_PROFILE` does not say so, and in
 * every auth mode but `entra`, where no caller has a token.
 * @throws Error for a value that is neither true nor false.
 * @see https://learn.microsoft.com/azure/app-service/reference-app-settings#authentication--authorization
 */
export function profileSettings(env: NodeJS.ProcessEnv): ProfileSettings | undefined {
  const enabled = env['ENABLE_GRAPH_PROFILE']?.trim().toLowerCase() || 'false';
  if (enabled !== 'true' && enabled !== 'false') {
    throw new Error(`ENABLE_GRAPH_PROFILE is '${enabled}'. It must be true or false.`);
  }
  if (enabled === 'false' || readAuthMode(env) !== 'entra') return undefined;
  return {
    clientId: env['WEBSITE_AUTH_CLIENT_ID'],
    identityId: env['OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'],
    tenants: (env['WEBSITE_AUTH_AAD_ALLOWED_TENANTS'] ?? '')
      .split(',')
      .map((tenant) => tenant.trim())
      .filter(Boolean),
    host: env['WEBSITE_HOSTNAME'],
  };
}
