import type { AppReference, Arm } from './arm.ts';
import type { ArmResult } from './arm-result.ts';
import { askArm } from './ask-arm.ts';

/** A function that Azure knows of: the host told it at its last start. */
export interface DeployedFunction {
  readonly name: string;
  /** `mcpToolTrigger`; undefined where its bindings are not told. */
  readonly trigger: string | undefined;
  readonly disabled: boolean;
}

const mostFunctions = 1_000;

/** Readable with the role Reader. */
export async function listDeployedFunctions(
  arm: Arm,
  app: AppReference,
): Promise<ArmResult<readonly DeployedFunction[]>> {
  const { listFunctions } = await import('@azure/arm-appservice/api/webApps');
  return askArm(arm, 'Microsoft.Web/sites/functions/read', async (options) => {
    const functions: DeployedFunction[] = [];
    const all = listFunctions(arm.context, app.resourceGroup, app.name, options);
    for await (const { name, config, isDisabled } of all) {
      functions.push({
        // It comes as `app/function`.
        name: (name ?? '').replace(/^.*\//, ''),
        trigger: triggerOf(config),
        disabled: isDisabled ?? false,
      });
      if (functions.length >= mostFunctions) break;
    }
    return functions;
  });
}

function triggerOf(config: { bindings?: unknown } | null | undefined): string | undefined {
  const bindings: unknown[] = Array.isArray(config?.bindings) ? config.bindings : [];
  return bindings
    .map((binding) => (binding as { type?: unknown } | null)?.type)
    .find((type) => typeof type === 'string' && /trigger$/i.test(type)) as string | undefined;
}
