import type { AzureActiveDirectoryValidation, SiteAuthSettingsV2 } from '@azure/arm-appservice';
import type { SignIn } from '../server.ts';
import type { AppReference, Arm } from './arm.ts';
import type { ArmResult } from './arm-result.ts';
import { askArm } from './ask-arm.ts';
import { canonical } from './canonical.ts';

/** What built-in authentication (Easy Auth) of an app is set to. Holds no secret. */
export interface AuthSettings {
  readonly enabled: boolean;
  readonly requireAuthentication: boolean;
  /** `Return401`, `AllowAnonymous`, `RedirectToLoginPage`, `Return403`. */
  readonly unauthenticatedClientAction: string | undefined;
  readonly excludedPaths: readonly string[];
  readonly runtimeVersion: string | undefined;
  /** Entra as the identity provider; undefined where it is not set up, or off. */
  readonly entra: EntraSettings | undefined;
}

export interface EntraSettings {
  readonly openIdIssuer: string | undefined;
  readonly clientId: string;
  /** The name of the app setting that holds the secret, or the client id of an identity in its place. */
  readonly clientSecretSettingName: string | undefined;
  readonly allowedAudiences: readonly string[];
  /**
   * Client ids whose tokens are accepted, in both of the places that ask for some; undefined lets every client of the
   * tenant in. An empty list was seen to refuse all of them.
   * @see https://github.com/pnp/Microsoft365-Analytics-Insights/pull/264
   */
  readonly allowedApplications: readonly string[] | undefined;
}

const actions = ['Return401', 'Return403', 'AllowAnonymous', 'RedirectToLoginPage'] as const;

/**
 * Readable with the role Reader. What is not set is answered too, as if it were: every identity provider is on, with an
 * empty registration; an app whose sign-in nobody ever touched says no more than that its platform is off.
 * @see Azure/azure-cli-extensions: src/authV2/azext_authV2/tests/latest/recordings/test_authV2_auth.yaml
 */
export async function readAuthSettings(
  arm: Arm,
  app: AppReference,
): Promise<ArmResult<AuthSettings>> {
  const { getAuthSettingsV2WithoutSecrets } = await import('@azure/arm-appservice/api/webApps');
  return askArm(arm, 'Microsoft.Web/sites/config/read', async (options) =>
    normalise(
      await getAuthSettingsV2WithoutSecrets(arm.context, app.resourceGroup, app.name, options),
    ),
  );
}

function normalise(settings: SiteAuthSettingsV2): AuthSettings {
  const { platform, globalValidation: validation } = settings;
  const entra = settings.identityProviders?.azureActiveDirectory;
  const clientId = entra?.registration?.clientId;
  return {
    enabled: platform?.enabled ?? false,
    requireAuthentication: validation?.requireAuthentication ?? false,
    unauthenticatedClientAction: canonical(validation?.unauthenticatedClientAction, actions),
    excludedPaths: validation?.excludedPaths ?? [],
    runtimeVersion: platform?.runtimeVersion ?? undefined,
    entra:
      entra && clientId && (entra.enabled ?? true)
        ? {
            openIdIssuer: entra.registration?.openIdIssuer ?? undefined,
            clientId,
            clientSecretSettingName: entra.registration?.clientSecretSettingName ?? undefined,
            allowedAudiences: entra.validation?.allowedAudiences ?? [],
            allowedApplications: applicationsIn(entra.validation),
          }
        : undefined,
  };
}

/** A client must be in both lists. Where only the older one is filled in, App Service adds the other, empty. */
function applicationsIn(
  validation: AzureActiveDirectoryValidation | undefined,
): readonly string[] | undefined {
  const lists = [
    validation?.defaultAuthorizationPolicy?.allowedApplications,
    validation?.jwtClaimChecks?.allowedClientApplications,
  ].flatMap((list) => (list ? [list] : []));
  const [first, second = first] = lists.filter(({ length }) => length > 0);
  if (!first || !second) return lists[0];
  const others = new Set(second.map((id) => id.toLowerCase()));
  return first.filter((id) => others.has(id.toLowerCase()));
}

/** What sign-in needs, as far as the settings of an app say it. */
export function signInOf({ entra }: AuthSettings): SignIn | undefined {
  const tenantId = /\/([0-9a-f-]{36})(?:\/|$)/i.exec(entra?.openIdIssuer ?? '')?.[1];
  if (!entra || !tenantId) return undefined;
  const uri = entra.allowedAudiences.find((audience) => audience.startsWith('api://'));
  return {
    tenantId,
    clientId: entra.clientId,
    identifierUri: uri ?? `api://${entra.clientId}`,
  };
}
