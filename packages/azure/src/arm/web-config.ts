import type { AppReference, Arm } from './arm.ts';
import type { ArmResult } from './arm-result.ts';
import { askArm } from './ask-arm.ts';

/** The part of an app's web configuration that says how it can be reached. */
export interface WebConfig {
  readonly minTlsVersion: string | undefined;
  readonly ftpsState: string | undefined;
  readonly allowedOrigins: readonly string[];
  readonly healthCheckPath: string | undefined;
}

/** Readable with the role Reader. */
export async function readWebConfig(arm: Arm, app: AppReference): Promise<ArmResult<WebConfig>> {
  const { getConfiguration } = await import('@azure/arm-appservice/api/webApps');
  return askArm(arm, 'Microsoft.Web/sites/config/read', async (options) => {
    const config = await getConfiguration(arm.context, app.resourceGroup, app.name, options);
    return {
      minTlsVersion: config.minTlsVersion ?? undefined,
      ftpsState: config.ftpsState ?? undefined,
      allowedOrigins: config.cors?.allowedOrigins ?? [],
      healthCheckPath: config.healthCheckPath ?? undefined,
    };
  });
}
