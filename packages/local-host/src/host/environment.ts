import { readLocalSettings } from './local-settings.ts';
import type { HostLog } from './log.ts';

/**
 * The environment of the app and of the host that runs it, as `func start` makes it: what the caller
 * gives, then local.settings.json, then what Core Tools sets itself.
 * @param port the port that the host listens on
 * @see Azure/azure-functions-core-tools docs/host-configuration.md
 */
export async function buildEnvironment(
  appRoot: string,
  port: number,
  given: NodeJS.ProcessEnv,
  log: HostLog,
): Promise<NodeJS.ProcessEnv> {
  return {
    ...given,
    ...(await readLocalSettings(appRoot, given, log)),
    AZURE_FUNCTIONS_ENVIRONMENT: 'Development',
    FUNCTIONS_CORETOOLS_ENVIRONMENT: 'true',
    AzureFunctionsJobHost__SequentialRestart: 'true',
    AzureWebJobsScriptRoot: appRoot,
    WEBSITE_HOSTNAME: `localhost:${port}`,
  };
}
