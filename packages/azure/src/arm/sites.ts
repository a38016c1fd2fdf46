import type { AppReference, Arm } from './arm.ts';
import type { ArmResult } from './arm-result.ts';
import { askArm } from './ask-arm.ts';
import { type AppSite, readSite } from './site.ts';

const permission = 'Microsoft.Web/sites/read';

/** More apps than a resource group of this template ever has; a list that never ends must not hang. */
const mostSites = 500;

/** One app. */
export async function getSite(arm: Arm, app: AppReference): Promise<ArmResult<AppSite>> {
  const { get } = await import('@azure/arm-appservice/api/webApps');
  return askArm(arm, permission, async (options) =>
    readSite(await get(arm.context, app.resourceGroup, app.name, options)),
  );
}

/** The apps of a resource group. */
export async function listSites(
  arm: Arm,
  resourceGroup: string,
): Promise<ArmResult<readonly AppSite[]>> {
  const { listByResourceGroup } = await import('@azure/arm-appservice/api/webApps');
  return askArm(arm, permission, async (options) => {
    const sites: AppSite[] = [];
    for await (const site of listByResourceGroup(arm.context, resourceGroup, options)) {
      sites.push(readSite(site));
      if (sites.length >= mostSites) break;
    }
    return sites;
  });
}
