import type { Arm } from '../arm/arm.ts';
import type { ArmResult } from '../arm/arm-result.ts';
import type { AppSite } from '../arm/site.ts';
import { getSite } from '../arm/sites.ts';
import { shellWord } from '../programs/shell-word.ts';
import type { MissingServer } from './deployment.ts';
import type { DeploymentTarget, TargetService } from './deployment-target.ts';

/** The app that a service runs in. */
export interface FoundApp {
  readonly name: string;
  readonly tagged: boolean | undefined;
  readonly site: ArmResult<AppSite>;
}

const mostNames = 5;

/**
 * Finds the app of one service among those of the resource group, or says why there is none.
 * @param listed the apps of the group, or the permission that is missing to see them
 */
export async function findApp(
  target: DeploymentTarget,
  service: TargetService,
  listed: ArmResult<readonly AppSite[]>,
  arm: Arm,
): Promise<FoundApp | MissingServer> {
  if (!listed.ok) return findUnlisted(target, service, listed, arm);
  const sites = listed.value;
  const tagged = sites.filter((site) => isTagged(site, service, target));
  const named = sites.find(({ name }) => same(name, service.appName));
  const [first, second] = tagged;
  // azd refuses two; whoever names one knows which.
  const site = named ?? (second || service.isGiven ? undefined : first);
  if (site) {
    return { name: site.name, tagged: tagged.includes(site), site: { ok: true, value: site } };
  }
  return second && !service.isGiven
    ? severalTagged(target, service, tagged)
    : notThere(target, service, sites);
}

/** An app may be readable where the list of them is not. */
async function findUnlisted(
  target: DeploymentTarget,
  service: TargetService,
  listed: ArmResult<never> & { ok: false },
  arm: Arm,
): Promise<FoundApp | MissingServer> {
  const { resourceGroup } = target;
  if (!service.appName) {
    return missing(
      service,
      'unseen',
      `${listed.reason} Without it the app cannot be found, as its name is not known.`,
      `az role assignment create --role Reader --assignee WHO --scope ${shellWord(`/subscriptions/${arm.subscriptionId}/resourceGroups/${resourceGroup}`)}`,
    );
  }
  const site = await getSite(arm, { resourceGroup, name: service.appName });
  if (!site.ok && site.status === 404) return notThere(target, service, undefined);
  return { name: service.appName, tagged: undefined, site };
}

function isTagged(
  site: AppSite,
  { service }: TargetService,
  { environmentName }: DeploymentTarget,
) {
  const { 'azd-service-name': name, 'azd-env-name': environment } = site.tags;
  return name === service && (environmentName === undefined || environment === environmentName);
}

function severalTagged(
  { subscriptionId, resourceGroup }: DeploymentTarget,
  service: TargetService,
  tagged: readonly AppSite[],
): MissingServer {
  const names = tagged.map(({ name }) => name);
  return missing(
    service,
    'several',
    `several apps have the tag azd-service-name=${service.service}: ${names.join(', ')}. azd deploys to none of them.`,
    `az tag update --operation Delete --tags azd-service-name=${service.service} --resource-id ${shellWord(`/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Web/sites/${names.at(-1)}`)}`,
  );
}

/** @param sites what the group has in its place; undefined where that cannot be seen */
function notThere(
  { environmentName, subscriptionId, resourceGroup }: DeploymentTarget,
  service: TargetService,
  sites: readonly AppSite[] | undefined,
): MissingServer {
  const there = sites === undefined ? '' : whatIsThere(sites);
  // Provisioning makes no app of a name that was given.
  const environment =
    environmentName && !service.isGiven && `--environment ${shellWord(environmentName)}`;
  const what = service.appName
    ? `there is no function app ${service.appName}: it was deleted, or the resource group is another one.`
    : `no function app has the tag azd-service-name=${service.service}${environmentName ? ` with azd-env-name=${environmentName}` : ''}.`;
  return missing(
    service,
    service.appName ? 'gone' : 'untagged',
    what + there,
    // A lone `azd up` leaves out the provisioning where nothing has changed since the last one.
    environment
      ? `azd provision --no-state ${environment}, then: azd deploy ${service.service} ${environment}`
      : `look at the names: az functionapp list --subscription ${shellWord(subscriptionId)} -g ${shellWord(resourceGroup)} --query "[].name"`,
  );
}

function whatIsThere(sites: readonly AppSite[]): string {
  if (sites.length === 0) return ' The group has no function app.';
  const names = sites.map(({ name, tags }) =>
    tags['azd-env-name'] ? `${name} (of ${tags['azd-env-name']})` : name,
  );
  return ` The group has: ${names.slice(0, mostNames).join(', ')}${names.length > mostNames ? ' …' : ''}.`;
}

function missing(
  { service, title }: TargetService,
  kind: MissingServer['kind'],
  message: string,
  remedy: string,
): MissingServer {
  return { service, title, kind, message, remedy };
}

function same(one: string, other: string | undefined): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}
