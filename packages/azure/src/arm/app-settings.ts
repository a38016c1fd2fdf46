import type { AppReference, Arm } from './arm.ts';
import type { ArmResult } from './arm-result.ts';
import { askArm } from './ask-arm.ts';
import { hideValues, type Secret } from './secret.ts';

/** The settings of an app. Any value may be a secret, so all are hidden. */
export type AppSettings = ReadonlyMap<string, Secret>;

/** Needs more than the role Reader: Website Contributor, or Contributor. */
export async function readAppSettings(
  arm: Arm,
  app: AppReference,
): Promise<ArmResult<AppSettings>> {
  const { listApplicationSettings } = await import('@azure/arm-appservice/api/webApps');
  return askArm(arm, 'Microsoft.Web/sites/config/list/action', async (options) => {
    const answer = await listApplicationSettings(arm.context, app.resourceGroup, app.name, options);
    return hideValues(answer.properties);
  });
}
