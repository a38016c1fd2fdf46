import { HostError } from '../errors.ts';
import type { HostJson } from '../settings/host-json.ts';

/** The flag without which older hosts in Azure do not run the app as a custom handler. */
const previewFlag = 'EnableMcpCustomHandlerPreview';

/** Whether the app's worker runtime comes out as `custom`, and what is odd about its settings. */
export interface WorkerRuntime {
  readonly custom: boolean;
  readonly warnings: readonly string[];
}

/**
 * Which worker runtime the settings amount to. A custom handler profile or the preview flag make it
 * `custom`, whatever FUNCTIONS_WORKER_RUNTIME says.
 * @see Azure/azure-functions-host PR 11355 and `ScriptHostWorkerRuntimeResolver`
 */
export function resolveWorkerRuntime(hostJson: HostJson, env: NodeJS.ProcessEnv): WorkerRuntime {
  const { profile } = hostJson;
  const flags = env['AzureWebJobsFeatureFlags'] ?? '';
  const flagged = flags
    .toLowerCase()
    .split(',')
    .some((flag) => flag.trim() === previewFlag.toLowerCase());
  const runtime = env['FUNCTIONS_WORKER_RUNTIME'];
  const custom = runtime?.toLowerCase() === 'custom';
  const profiled = profile.endsWith('custom-handler');

  const warnings: string[] = [];
  const typo = Object.keys(env).find((name) => name.toLowerCase() === 'azurewebjobsfeatureflag');
  if (typo) {
    warnings.push(
      `The setting '${typo}' has no effect: the name is plural, AzureWebJobsFeatureFlags.`,
    );
  }
  if (profile === 'mcp-custom-handler' && !flagged) {
    warnings.push(
      `The setting AzureWebJobsFeatureFlags does not contain ${previewFlag}: older Functions hosts ` +
        'in Azure need it to run the app as a custom handler.',
    );
  }
  if (runtime && !custom && runtime.toLowerCase() !== 'node' && (profiled || flagged)) {
    warnings.push(
      `FUNCTIONS_WORKER_RUNTIME is '${runtime}'; the app runs as 'custom' all the same. ` +
        "Set it to 'node' or 'custom'.",
    );
  }
  return { custom: custom || profiled || flagged, warnings };
}

/** The error for `customHandler.http.routes` in an app of another worker runtime. */
export function routesNeedCustomRuntime(file: string): HostError {
  return new HostError(
    'HOST_JSON_INVALID',
    `${file}: Routes configuration is only allowed for worker runtime: custom.`,
    'Add "configurationProfile": "mcp-custom-handler" to host.json, or set FUNCTIONS_WORKER_RUNTIME to custom.',
  );
}
