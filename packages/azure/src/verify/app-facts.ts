import { type AppSettings, readAppSettings } from '../arm/app-settings.ts';
import type { Arm } from '../arm/arm.ts';
import type { ArmResult } from '../arm/arm-result.ts';
import { type AuthSettings, readAuthSettings } from '../arm/auth-settings.ts';
import { type DeployedFunction, listDeployedFunctions } from '../arm/functions.ts';
import type { Subject } from './finding.ts';

/** What Azure Resource Manager tells of an app; a permission that is missing is in the place of what it would show. */
export interface AppFacts {
  readonly settings: ArmResult<AppSettings>;
  readonly auth: ArmResult<AuthSettings>;
  readonly functions: ArmResult<readonly DeployedFunction[]>;
}

/** Asks for all of it at once. */
export async function readAppFacts({ deployment, server }: Subject, arm: Arm): Promise<AppFacts> {
  const app = { resourceGroup: deployment.resourceGroup, name: server.appName };
  const [settings, auth, functions] = await Promise.all([
    readAppSettings(arm, app),
    readAuthSettings(arm, app),
    listDeployedFunctions(arm, app),
  ]);
  return { settings, auth, functions };
}
