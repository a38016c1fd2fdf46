import { UsageError } from '@side-by-side/local-host/errors';
import type { Arm } from '../arm/arm.ts';
import { siteId } from '../arm/arm.ts';
import type { ArmResult } from '../arm/arm-result.ts';
import type { AppSite } from '../arm/site.ts';
import { listSites } from '../arm/sites.ts';
import { shellWord } from '../programs/shell-word.ts';
import { type AuthMode, mcpPaths } from '../server.ts';
import type { DeployedServer, Deployment, MissingServer } from './deployment.ts';
import type { DeploymentTarget, TargetService } from './deployment-target.ts';
import { detectAuthMode } from './detect-auth-mode.ts';
import { findApp } from './find-app.ts';
import { findSignIn } from './find-sign-in.ts';
import { NothingDeployedError } from './nothing-deployed-error.ts';

/**
 * Finds the function apps of a deployment: by the tags that azd looks for, else by name. One that is not there is
 * among `missing`; a permission that is missing is in the place of what it would show.
 * @throws NothingDeployedError if there is nothing at all
 * @throws UsageError for a subscription or a resource group that is not there, with the command that mends it
 * @throws CredentialError if nobody is signed in
 */
export async function findDeployment(target: DeploymentTarget, arm: Arm): Promise<Deployment> {
  const listed = await listSites(arm, target.resourceGroup);
  if (!listed.ok && listed.denied === undefined) throw noGroup(target, listed);
  const found = await Promise.all(
    target.services.map(async (service) => ({
      service,
      app: await findApp(target, service, listed, arm),
    })),
  );
  const missing = found.flatMap(({ app }) => ('remedy' in app ? [app] : []));
  const apps = found.flatMap(({ service, app }) => ('remedy' in app ? [] : [{ service, app }]));
  if (apps.length === 0) throw new NothingDeployedError(nothing(target, missing), missing);
  const authMode =
    target.authMode ??
    (await detectAuthMode(
      arm,
      apps.map(({ app }) => ({ resourceGroup: target.resourceGroup, name: app.name })),
    ));
  const servers = await Promise.all(
    apps.map(({ service, app }) => describe(target, service, app, authMode, arm)),
  );
  return {
    environmentName: target.environmentName,
    subscriptionId: target.subscriptionId,
    tenantId: target.tenantId,
    resourceGroup: target.resourceGroup,
    authMode,
    provisionedAuthMode: target.provisionedAuthMode,
    servers,
    missing,
  };
}

async function describe(
  target: DeploymentTarget,
  { service, title, appName, url, signIn }: TargetService,
  app: { name: string; tagged: boolean | undefined; site: ArmResult<AppSite> },
  authMode: AuthMode,
  arm: Arm,
): Promise<DeployedServer> {
  const reference = { resourceGroup: target.resourceGroup, name: app.name };
  // What the outputs say holds for the app that they name, and for no other one with its tag.
  const isNamed = appName === undefined || appName.toLowerCase() === app.name.toLowerCase();
  const known =
    authMode === 'entra'
      ? ((isNamed ? signIn : undefined) ?? (await findSignIn(arm, reference)))
      : undefined;
  return {
    service,
    title,
    place: 'azure',
    url: (isNamed ? url : undefined) ?? new URL(mcpPaths[service], `https://${hostName(app)}`),
    authMode,
    ...(known && { signIn: known }),
    appName: app.name,
    resourceId: app.site.ok ? app.site.value.id : siteId(arm, reference),
    tagged: app.tagged,
    site: app.site,
  };
}

/** Apps of this template have no name of another kind; where the app cannot be seen, this is the only guess. */
function hostName({ name, site }: { name: string; site: ArmResult<AppSite> }): string {
  return (site.ok && site.value.defaultHostName) || `${name}.azurewebsites.net`;
}

function nothing({ resourceGroup }: DeploymentTarget, missing: readonly MissingServer[]): string {
  const remedies = [...new Set(missing.map(({ remedy }) => remedy))];
  return [
    `Nothing to look at in the resource group ${resourceGroup}.`,
    ...missing.map(({ title, message }) => `  ${title}: ${message}`),
    ...remedies.map((remedy) => `To mend it: ${remedy}`),
  ].join('\n');
}

const offline = 'Is there a network here? Behind a proxy: set HTTPS_PROXY and NODE_USE_ENV_PROXY=1';

function noGroup(
  target: DeploymentTarget,
  failure: ArmResult<unknown> & { ok: false },
): UsageError {
  const { resourceGroup, subscriptionId, environmentName: name, tenantId } = target;
  const tenant = tenantId ? ` --tenant-id ${shellWord(tenantId)}` : '';
  switch (failure.code) {
    case 'ResourceGroupNotFound':
      return new UsageError(
        `There is no resource group ${resourceGroup} in the subscription ${subscriptionId}: it was deleted, or never made. ${name ? `To make it: azd up --environment ${shellWord(name)}` : `Look at the names: az group list --subscription ${shellWord(subscriptionId)} --query "[].name"`}`,
      );
    case 'SubscriptionNotFound':
    case 'InvalidSubscriptionId':
      return new UsageError(
        `Whoever is signed in sees no subscription ${subscriptionId}. Sign in as somebody who does: azd auth login${tenant}`,
      );
    default:
      return new UsageError(
        failure.status === 401
          ? `${failure.reason} Sign in again: azd auth login${tenant}`
          : `The apps of the resource group ${resourceGroup} cannot be listed. ${failure.reason} ${failure.status === undefined ? offline : 'Try again in a minute; https://azure.status.microsoft tells of outages.'}`,
      );
  }
}
