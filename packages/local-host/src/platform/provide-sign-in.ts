import { entraAuthSettings } from './easy-auth/auth-settings.ts';
import type { EasyAuthOptions } from './easy-auth/easy-auth.ts';
import { azureCliId, visualStudioCodeId } from './identity-provider/app-registration.ts';
import type { IdentityProvider } from './identity-provider/index.ts';
import { nameBasedGuid } from './name-based-guid.ts';

/** What an app needs so that callers sign in: what stands in front of it, and its app settings. */
export interface SignIn {
  readonly easyAuth: EasyAuthOptions;
  readonly env: NodeJS.ProcessEnv;
  readonly clientId: string;
  /** Application ID URI, of which clients ask for the scope `user_impersonation`. */
  readonly identifierUri: string;
}

/**
 * Registers an app at the identity provider, and gives it what Azure has for it in auth mode `entra`.
 * @param name of the app; its ids follow from it
 * @param url where the app answers, without a slash at the end
 * @see infra/main.bicep, infra/modules/entra-registration.bicep and function-app.bicep
 */
export function provideSignIn(
  provider: IdentityProvider,
  { name, url }: { readonly name: string; readonly url: string },
): SignIn {
  const { tenantId, issuer } = provider;
  const clientId = nameBasedGuid(`client of ${name}`);
  const managedIdentityClientId = nameBasedGuid(`managed identity of ${name}`);
  const identifierUri = `api://${tenantId}/${name}`;
  // As the template does: VS Code, and the Azure CLI, whose id azd has too.
  const allowed = [visualStudioCodeId, azureCliId];
  provider.register({
    appId: clientId,
    displayName: name,
    identifierUris: [identifierUri],
    scopes: ['user_impersonation'],
    appRoles: ['Mcp.Invoke'],
    redirectUris: [`${url}/.auth/login/aad/callback`],
    preAuthorizedClientIds: allowed,
    managedIdentityClientId,
  });
  return {
    clientId,
    identifierUri,
    easyAuth: {
      settings: entraAuthSettings({
        issuer,
        clientId,
        allowedAudiences: [clientId, identifierUri],
        allowedApplications: [clientId, ...allowed],
      }),
    },
    env: {
      WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES: `${identifierUri}/user_impersonation`,
      WEBSITE_AUTH_AAD_ALLOWED_TENANTS: tenantId,
      OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: managedIdentityClientId,
      IDENTITY_ENDPOINT: provider.identityEndpoint,
      IDENTITY_HEADER: provider.identityHeader,
    },
  };
}
