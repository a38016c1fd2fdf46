import { UsageError } from '@side-by-side/local-host/errors';
import { decideAuthMode } from '../environment/decide-auth-mode.ts';
import { environmentServices } from '../environment/environment-services.ts';
import type { AzdEnvironment } from '../environment/read-environment.ts';
import {
  type AuthMode,
  authModes,
  type ServiceName,
  serviceNames,
  serviceTitles,
  type SignIn,
} from '../server.ts';
import { outputSignIn, outputUrl } from './outputs.ts';
import { parseSiteId, type SiteReference } from './resource-id.ts';

/** Where to look on Azure, and for what. */
export interface DeploymentTarget {
  readonly environmentName: string | undefined;
  readonly subscriptionId: string;
  readonly tenantId: string | undefined;
  readonly resourceGroup: string;
  /** undefined where nothing says it: then the apps do. */
  readonly authMode: AuthMode | undefined;
  readonly provisionedAuthMode: string | undefined;
  readonly services: readonly TargetService[];
}

/** A service, with what is known of it before Azure is asked. */
export interface TargetService {
  readonly service: ServiceName;
  readonly title: string;
  readonly appName: string | undefined;
  /** Whether that name was given in the place of what the environment says: then no other app will do. */
  readonly isGiven: boolean;
  readonly url: URL | undefined;
  readonly signIn: SignIn | undefined;
}

/** Names that are given in the place of an azd environment, or that go before what it says. */
export interface GivenNames {
  readonly subscriptionId?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly resourceGroup?: string | undefined;
  /** The names of the function apps. Where any is given, only these services are looked for. */
  readonly apps?: Readonly<Partial<Record<ServiceName, string>>>;
  readonly authMode?: string | undefined;
}

/**
 * Where to look, from an azd environment or from names. Asks azd where the outputs of the provisioning are missing.
 * @throws UsageError that says what is missing, with the command that brings it
 */
export async function deploymentTarget(
  environment: AzdEnvironment | undefined,
  given: GivenNames = {},
): Promise<DeploymentTarget> {
  const values = environment?.values ?? {};
  const text = (name: string): string | undefined => values[name]?.trim() || undefined;
  const outputs = environment ? environmentServices(values) : [];
  const wanted = outputs.filter(({ appName }) => !appName).map(({ name }) => name);
  // With a name or a group in hand azd need not be asked, which takes seconds.
  const shown =
    environment && wanted.length > 0 && !given.apps && !given.resourceGroup
      ? await shownSites(environment, wanted)
      : {};
  const [anyShown] = Object.values(shown);
  const subscriptionId =
    given.subscriptionId ?? text('AZURE_SUBSCRIPTION_ID') ?? anyShown?.subscriptionId;
  const resourceGroup =
    given.resourceGroup ?? text('AZURE_RESOURCE_GROUP') ?? anyShown?.resourceGroup;
  if (!subscriptionId) throw new UsageError(notSaid('subscription', environment));
  if (!resourceGroup) throw new UsageError(notSaid('resource group', environment));
  if (environment && outputs.length === 0) {
    throw new UsageError(
      `The azd environment ${environment.name} switches both servers off (DEPLOY_EXTENSION_SERVER and DEPLOY_SELF_HOSTED_SERVER are false). To switch one on: azd env set DEPLOY_EXTENSION_SERVER true`,
    );
  }
  const tenantId = given.tenantId ?? text('AZURE_TENANT_ID');
  // Another group than the environment's holds other apps: what it knows of its own does not count there.
  const isOwnGroup =
    environment !== undefined &&
    (given.resourceGroup === undefined || given.resourceGroup === text('AZURE_RESOURCE_GROUP')) &&
    (given.subscriptionId === undefined || given.subscriptionId === text('AZURE_SUBSCRIPTION_ID'));
  return {
    environmentName: isOwnGroup ? environment.name : undefined,
    subscriptionId,
    tenantId,
    resourceGroup,
    authMode:
      readGivenMode(given.authMode) ?? (isOwnGroup ? decideAuthMode(values).authMode : undefined),
    provisionedAuthMode: isOwnGroup ? text('PROVISIONED_AUTH_MODE') : undefined,
    services: serviceNames.flatMap((service) => {
      const named = given.apps?.[service];
      const output = outputs.find(({ name }) => name === service);
      if (given.apps ? !named : environment && !output) return [];
      const isOwn = isOwnGroup && (!named || named === output?.appName);
      return {
        service,
        title: serviceTitles[service],
        appName: named ?? (isOwn ? (output?.appName ?? shown[service]?.name) : undefined),
        isGiven: named !== undefined,
        url: isOwn && output ? outputUrl(output) : undefined,
        signIn: isOwn && output ? outputSignIn(output, tenantId) : undefined,
      };
    }),
  };
}

async function shownSites(
  environment: AzdEnvironment,
  wanted: readonly ServiceName[],
): Promise<Partial<Record<ServiceName, SiteReference>>> {
  const ids = await environment.resourceIds();
  return Object.fromEntries(
    wanted.flatMap((service) => {
      const sites = (ids[service] ?? []).flatMap((id) => parseSiteId(id) ?? []);
      return sites[0] ? [[service, sites[0]]] : [];
    }),
  );
}

function notSaid(what: string, environment: AzdEnvironment | undefined): string {
  return environment
    ? `The azd environment ${environment.name} knows no ${what} yet. It does after: azd provision --environment ${environment.name}`
    : `Which ${what}? Say --subscription ID and --resource-group NAME, or name an azd environment: --env NAME`;
}

function readGivenMode(value: string | undefined): AuthMode | undefined {
  if (value === undefined) return undefined;
  const authMode = authModes.find((mode) => mode === value);
  if (authMode) return authMode;
  throw new UsageError(`'${value}' is no auth mode. It is ${authModes.join(', ')}.`);
}
