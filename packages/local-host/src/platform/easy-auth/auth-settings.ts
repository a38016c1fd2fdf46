/** Every member may be absent, and null is like absent: Azure answers with nulls for what was never set. */
type Settings<T> = {
  readonly [Name in keyof T]?:
    | (T[Name] extends string | boolean | number | readonly string[] ? T[Name] : Settings<T[Name]>)
    | null
    | undefined;
};

/**
 * The `properties` of `Microsoft.Web/sites/config` 'authsettingsV2', as far as the local host gives them
 * a meaning. Words of a closed list have no letter case.
 * @see https://learn.microsoft.com/azure/templates/microsoft.web/sites/config-authsettingsv2
 */
export type AuthSettingsV2 = Settings<{
  platform: { enabled: boolean; runtimeVersion: string };
  globalValidation: {
    requireAuthentication: boolean;
    /** `Return401`, `Return403`, `Return404`, `RedirectToLoginPage` or `AllowAnonymous`. */
    unauthenticatedClientAction: string;
    /** `azureactivedirectory`: no other is emulated. */
    redirectToProvider: string;
    /** Paths that ask for no sign-in. */
    excludedPaths: readonly string[];
  };
  httpSettings: {
    /** Not honoured: the local host speaks plain HTTP. */
    requireHttps: boolean;
    routes: { apiPrefix: string };
    /** Not honoured: nothing stands in front of the local host. */
    forwardProxy: { convention: string };
  };
  identityProviders: {
    azureActiveDirectory: {
      enabled: boolean;
      isAutoProvisioned: boolean;
      registration: {
        openIdIssuer: string;
        clientId: string;
        /** The app setting that holds the secret, or `OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID`. */
        clientSecretSettingName: string;
      };
      login: { loginParameters: readonly string[]; disableWWWAuthenticate: boolean };
      validation: {
        jwtClaimChecks: {
          allowedGroups: readonly string[];
          allowedClientApplications: readonly string[];
        };
        allowedAudiences: readonly string[];
        defaultAuthorizationPolicy: {
          allowedPrincipals: { identities: readonly string[]; groups: readonly string[] };
          allowedApplications: readonly string[];
        };
      };
    };
  };
  login: {
    routes: { logoutEndpoint: string };
    tokenStore: {
      enabled: boolean;
      tokenRefreshExtensionHours: number;
      /** Not honoured, as `azureBlobStorage` is not: tokens stay in memory. */
      fileSystem: { directory: string };
      azureBlobStorage: { sasUrlSettingName: string };
    };
    preserveUrlFragmentsForLogins: boolean;
    allowedExternalRedirectUrls: readonly string[];
    /** `FixedTime` or `IdentityProviderDerived`, and a time span such as `08:00:00`. */
    cookieExpiration: { convention: string; timeToExpiration: string };
    nonce: { validateNonce: boolean; nonceExpirationInterval: string };
  };
}>;

/** Who signs people in by some settings; undefined where nobody does. */
export function issuerOf(settings: AuthSettingsV2 | undefined): string | undefined {
  if (!settings?.platform?.enabled) return undefined;
  return settings.identityProviders?.azureActiveDirectory?.registration?.openIdIssuer ?? undefined;
}

/** What differs from one app to the next. */
export interface EntraRegistration {
  /** For Entra `https://login.microsoftonline.com/<tenant>/v2.0`. */
  readonly issuer: string;
  readonly clientId: string;
  readonly allowedAudiences: readonly string[];
  /** Client ids whose tokens are accepted. */
  readonly allowedApplications: readonly string[];
}

/** The settings that the template gives an app in auth mode `entra`. @see infra/modules/function-app.bicep */
export function entraAuthSettings(registration: EntraRegistration): AuthSettingsV2 {
  const { issuer, clientId, allowedAudiences, allowedApplications } = registration;
  return {
    platform: { enabled: true, runtimeVersion: '~1' },
    globalValidation: {
      requireAuthentication: true,
      unauthenticatedClientAction: 'Return401',
      redirectToProvider: 'azureactivedirectory',
    },
    httpSettings: {
      requireHttps: true,
      routes: { apiPrefix: '/.auth' },
      forwardProxy: { convention: 'NoProxy' },
    },
    identityProviders: {
      azureActiveDirectory: {
        enabled: true,
        isAutoProvisioned: false,
        registration: {
          openIdIssuer: issuer,
          clientId,
          clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID',
        },
        login: { loginParameters: ['scope=openid profile email User.Read'] },
        validation: {
          jwtClaimChecks: {},
          allowedAudiences,
          defaultAuthorizationPolicy: { allowedPrincipals: {}, allowedApplications },
        },
      },
    },
    login: {
      routes: { logoutEndpoint: '/.auth/logout' },
      tokenStore: {
        enabled: true,
        tokenRefreshExtensionHours: 72,
        fileSystem: {},
        azureBlobStorage: {},
      },
      preserveUrlFragmentsForLogins: false,
      allowedExternalRedirectUrls: [],
      cookieExpiration: { convention: 'FixedTime', timeToExpiration: '08:00:00' },
      nonce: { validateNonce: true, nonceExpirationInterval: '00:05:00' },
    },
  };
}
