import { readLocalSettings } from './local-settings.ts';
import type { HostLog } from '../log/log.ts';

/**
 * The environment of the app and of the host that runs it, as `func start` makes it: what the caller
 * gives, then local.settings.json, then what Core Tools sets itself. With `cloud` it is only what the
 * caller gives, as on Azure, where there are no Core Tools.
 * @param port the port that the host listens on
 * @see Azure/azure-functions-core-tools docs/host-configuration.md
 */
export async function buildEnvironment(
  { appRoot, port, cloud }: { appRoot: string; port: number; cloud: boolean },
  given: NodeJS.ProcessEnv,
  log: HostLog,
): Promise<NodeJS.ProcessEnv> {
  const named = given['WEBSITE_HOSTNAME'] !== undefined;
  const common = {
    ...given,
    AzureWebJobsScriptRoot: appRoot,
    WEBSITE_HOSTNAME: `localhost:${port}`,
  };
  if (cloud) return { ...common, ...(named && { WEBSITE_HOSTNAME: given['WEBSITE_HOSTNAME'] }) };
  return {
    ...common,
    ...(await readLocalSettings(appRoot, given, log)),
    AZURE_FUNCTIONS_ENVIRONMENT: 'Development',
    FUNCTIONS_CORETOOLS_ENVIRONMENT: 'true',
    AzureFunctionsJobHost__SequentialRestart: 'true',
  };
}
