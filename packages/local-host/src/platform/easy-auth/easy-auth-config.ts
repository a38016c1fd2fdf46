import { HostError } from '../../errors.ts';
import { Configuration } from '../../settings/configuration.ts';
import type { AuthSettingsV2 } from './auth-settings.ts';
import { isTrustedUrl } from './trusted-url.ts';

/** What happens to a request without any credential. */
export type UnauthenticatedAction =
  | 'Return401'
  | 'Return403'
  | 'Return404'
  | 'RedirectToLoginPage'
  | 'AllowAnonymous';

/** Whom a valid token may speak for. An empty list allows all, unless `isClosed`. */
export interface AuthorizationPolicy {
  /** Whether the settings have a list of applications with nothing in it, which lets no bearer token through. */
  readonly isClosed: boolean;
  readonly applications: readonly string[];
  readonly identities: readonly string[];
  readonly principalGroups: readonly string[];
  readonly claimGroups: readonly string[];
}

/** `AuthSettingsV2` checked and with its defaults. Times are in milliseconds. */
export interface EasyAuthConfig {
  readonly action: UnauthenticatedAction;
  readonly excludedPaths: readonly string[];
  /** In small letters, such as `/.auth`. */
  readonly apiPrefix: string;
  /** In small letters. */
  readonly logoutPath: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly secretSetting: string | undefined;
  readonly audiences: readonly string[];
  readonly policies: readonly AuthorizationPolicy[];
  readonly loginParameters: readonly string[];
  readonly sendsChallenge: boolean;
  readonly keepsTokens: boolean;
  /** So long after its end a session can still be refreshed. */
  readonly refreshGrace: number;
  readonly externalRedirects: readonly string[];
  /** How long a session lasts; undefined for as long as the tokens do. */
  readonly sessionLifetime: number | undefined;
  readonly nonceLifetime: number;
}

const actions = new Map<string, UnauthenticatedAction>([
  ['return401', 'Return401'],
  ['return403', 'Return403'],
  ['return404', 'Return404'],
  ['redirecttologinpage', 'RedirectToLoginPage'],
  ['allowanonymous', 'AllowAnonymous'],
  // So a configuration file spells two of them.
  ['rejectwith401', 'Return401'],
  ['rejectwith404', 'Return404'],
]);

/**
 * Reads the settings; undefined where Easy Auth is off.
 * @throws HostError for what cannot be honoured: nothing may be more open than on Azure.
 */
export function readEasyAuthConfig(settings: AuthSettingsV2): EasyAuthConfig | undefined {
  if (!settings.platform?.enabled) return undefined;
  const { globalValidation, httpSettings, identityProviders, login } = settings;
  const provider = identityProviders?.azureActiveDirectory;
  if (!provider || provider.enabled === false) {
    throw invalid('identityProviders.azureActiveDirectory is not there, or not enabled');
  }
  const { registration, validation } = provider;
  const redirectTo = globalValidation?.redirectToProvider?.toLowerCase();
  if (redirectTo && !['azureactivedirectory', 'aad'].includes(redirectTo)) {
    throw invalid(`globalValidation.redirectToProvider '${redirectTo}' is not emulated`);
  }
  const clientId = required(registration?.clientId, 'clientId');
  const apiPrefix = pathOf(httpSettings?.routes?.apiPrefix ?? '/.auth', 'routes.apiPrefix');
  const expiration = login?.cookieExpiration;
  const derived = expiration?.convention?.toLowerCase() === 'identityproviderderived';
  const policy = validation?.defaultAuthorizationPolicy;
  const checks = validation?.jwtClaimChecks;
  const groups = policy?.allowedPrincipals?.groups ?? [];
  return {
    action: actionOf(globalValidation),
    excludedPaths: globalValidation?.excludedPaths ?? [],
    apiPrefix,
    logoutPath: pathOf(login?.routes?.logoutEndpoint ?? `${apiPrefix}/logout`, 'logoutEndpoint'),
    issuer: issuerOf(registration?.openIdIssuer),
    clientId,
    secretSetting: registration?.clientSecretSettingName || undefined,
    audiences: [...(validation?.allowedAudiences ?? []), clientId],
    policies: [
      {
        isClosed: policy?.allowedApplications?.length === 0,
        applications: policy?.allowedApplications ?? [],
        identities: policy?.allowedPrincipals?.identities ?? [],
        principalGroups: groups,
        claimGroups: [],
      },
      {
        isClosed: checks?.allowedClientApplications?.length === 0,
        applications: checks?.allowedClientApplications ?? [],
        identities: [],
        principalGroups: [],
        claimGroups: checks?.allowedGroups ?? [],
      },
    ],
    loginParameters: provider.login?.loginParameters ?? [],
    sendsChallenge: !provider.login?.disableWWWAuthenticate,
    keepsTokens: login?.tokenStore?.enabled ?? false,
    refreshGrace: (login?.tokenStore?.tokenRefreshExtensionHours ?? 72) * 3_600_000,
    externalRedirects: login?.allowedExternalRedirectUrls ?? [],
    sessionLifetime: derived
      ? undefined
      : timeSpan(expiration?.timeToExpiration ?? '08:00:00', 'cookieExpiration'),
    nonceLifetime: timeSpan(login?.nonce?.nonceExpirationInterval ?? '00:05:00', 'nonce'),
  };
}

/** Without `requireAuthentication` nobody is turned away, whatever the action says. */
function actionOf(validation: AuthSettingsV2['globalValidation']): UnauthenticatedAction {
  const isRequired = validation?.requireAuthentication;
  const word = validation?.unauthenticatedClientAction;
  if (isRequired === false) return 'AllowAnonymous';
  if (!word) return isRequired ? 'RedirectToLoginPage' : 'AllowAnonymous';
  const action = actions.get(word.toLowerCase());
  if (!action) throw invalid(`globalValidation.unauthenticatedClientAction '${word}' is unknown`);
  return action;
}

function issuerOf(value: string | null | undefined): string {
  const issuer = required(value, 'openIdIssuer');
  if (isTrustedUrl(issuer)) return issuer;
  throw invalid(`the issuer '${issuer}' is neither an https URL nor one of this machine`);
}

function required(value: string | null | undefined, name: string): string {
  if (value) return value;
  throw invalid(`identityProviders.azureActiveDirectory.registration.${name} is missing`);
}

function pathOf(path: string, name: string): string {
  if (/^\/[\w.-]+(?:\/[\w.-]+)*$/.test(path)) return path.toLowerCase();
  throw invalid(`${name} '${path}' is no path such as /.auth`);
}

function timeSpan(text: string, name: string): number {
  const milliseconds = new Configuration().set('span', text).timeSpan('span');
  if (milliseconds !== undefined) return milliseconds;
  throw invalid(`login.${name} '${text}' is no time span such as 08:00:00`);
}

function invalid(problem: string): HostError {
  return new HostError(
    'EASY_AUTH_INVALID',
    `The settings of built-in authentication: ${problem}.`,
    'Give the object that authsettingsV2 has; `entraAuthSettings` makes the one of the template.',
  );
}
