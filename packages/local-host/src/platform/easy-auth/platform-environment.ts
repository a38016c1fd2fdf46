import type { EasyAuthConfig } from './easy-auth-config.ts';

/**
 * What the platform adds to the environment of an app where Easy Auth is on.
 * @see Azure/azure-functions-host:src/WebJobs.Script.WebHost/Models/HostAssignmentContext.cs
 * @see AzureAD/microsoft-identity-web#1806 (there is a default provider only where callers are redirected)
 */
export function platformEnvironment({
  action,
  clientId,
  issuer,
}: EasyAuthConfig): Record<string, string> {
  return {
    WEBSITE_AUTH_ENABLED: 'True',
    WEBSITE_AUTH_CLIENT_ID: clientId,
    WEBSITE_AUTH_OPENID_ISSUER: issuer,
    ...(action === 'RedirectToLoginPage' && {
      WEBSITE_AUTH_DEFAULT_PROVIDER: 'AzureActiveDirectory',
    }),
  };
}
