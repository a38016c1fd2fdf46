import { UsageError } from '@side-by-side/local-host/errors';
import { serviceNames } from '../server.ts';
import { serviceSettings } from './environment-services.ts';
import { readSwitch } from './read-switch.ts';

/** Settings of which azd makes a bool for Bicep. */
export const switchSettings: readonly string[] = [
  ...serviceNames.map((name) => serviceSettings(name).isSwitchedOn),
  'VNET_ENABLED',
  'GRANT_DEPLOYER_DATA_ACCESS',
  'ALLOW_AZURE_CLI',
];

/** Settings of which azd makes a whole number, with an example of each. */
export const numberSettings: Readonly<Record<string, string>> = {
  INSTANCE_MEMORY_MB: '2048',
  MAXIMUM_INSTANCE_COUNT: '40',
  ALWAYS_READY_INSTANCES: '0',
  LOG_RETENTION_DAYS: '30',
};

/** Whether azd takes a text for a whole number. An empty one stands for the default. */
export function isWholeNumber(text: string): boolean {
  return /^\d*$/.test(text);
}

/**
 * Settings that azd would not understand: it drops such a one without a word, and the default of Bicep counts, so
 * that `ALLOW_AZURE_CLI=no` would let the Azure CLI in.
 * @throws UsageError for the first of them
 * @see Azure/azure-dev: cli/azd/pkg/infra/provisioning/bicep/bicep_provider.go (armParameterFileValue)
 */
export function refuseUnreadable(env: NodeJS.ProcessEnv): void {
  for (const name of switchSettings) readSwitch(name, env, true);
  for (const [name, example] of Object.entries(numberSettings)) {
    const value = env[name] ?? '';
    if (!isWholeNumber(value)) {
      throw new UsageError(
        `${name} is '${value}'. It must be a whole number: azd env set ${name} ${example}`,
      );
    }
  }
}
