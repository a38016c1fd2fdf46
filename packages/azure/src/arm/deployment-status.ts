import type { AppReference, Arm } from './arm.ts';
import type { ArmResult } from './arm-result.ts';
import { askArm } from './ask-arm.ts';

/** How far a deployment got. */
export interface DeploymentStatus {
  readonly deploymentId: string;
  /** `BuildInProgress`, `RuntimeStarting`, `RuntimeSuccessful`, `RuntimeFailed` … */
  readonly status: string;
  readonly instances: {
    readonly inProgress: number;
    readonly successful: number;
    readonly failed: number;
  };
  readonly errors: readonly string[];
}

const mostStatuses = 100;

/** Readable with the role Reader. */
export async function listDeploymentStatuses(
  arm: Arm,
  app: AppReference,
): Promise<ArmResult<readonly DeploymentStatus[]>> {
  const { listProductionSiteDeploymentStatuses } =
    await import('@azure/arm-appservice/api/webApps');
  return askArm(arm, 'Microsoft.Web/sites/deploymentStatus/read', async (options) => {
    const statuses: DeploymentStatus[] = [];
    const all = listProductionSiteDeploymentStatuses(
      arm.context,
      app.resourceGroup,
      app.name,
      options,
    );
    for await (const status of all) {
      statuses.push({
        deploymentId: status.deploymentId ?? '',
        status: status.status ?? '',
        instances: {
          inProgress: status.numberOfInstancesInProgress ?? 0,
          successful: status.numberOfInstancesSuccessful ?? 0,
          failed: status.numberOfInstancesFailed ?? 0,
        },
        errors: (status.errors ?? []).flatMap(({ message }) => (message ? [message] : [])),
      });
      if (statuses.length >= mostStatuses) break;
    }
    return statuses;
  });
}
