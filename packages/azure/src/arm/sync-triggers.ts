import type { AppReference, Arm } from './arm.ts';
import type { ArmResult } from './arm-result.ts';
import { askArm } from './ask-arm.ts';

/**
 * Tells Azure to read an app's functions again, where it lists none after a deployment. Needs Website Contributor.
 * The service answers 200 where its definition, and with it the client, knows only 204.
 * @see Azure/azure-cli: …/command_modules/appservice/custom.py
 */
export async function syncTriggers(arm: Arm, app: AppReference): Promise<ArmResult<void>> {
  const { syncFunctionTriggers } = await import('@azure/arm-appservice/api/webApps');
  const permission = 'Microsoft.Web/sites/syncfunctiontriggers/action';
  const result = await askArm(arm, permission, (options) =>
    syncFunctionTriggers(arm.context, app.resourceGroup, app.name, options),
  );
  return !result.ok && result.status === 200 ? { ok: true, value: undefined } : result;
}
