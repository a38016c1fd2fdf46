import type { CheckResult } from '../checks/check.ts';
import { failed, hint, ok } from '../checks/results.ts';
import { serviceSettings } from '../environment/environment-services.ts';
import { likelySwitch } from '../environment/read-switch.ts';
import { isWholeNumber, numberSettings, switchSettings } from '../environment/typed-settings.ts';
import { type AuthMode, authModes, serviceNames } from '../server.ts';
import type { Template } from './template.ts';

/** What an azd environment, the shell or azd's own defaults say of a setting. */
export type ReadSetting = (name: string) => string | undefined;

/** The settings that decide what a deployment needs. What they say may be nonsense: `checkSettings` tells. */
export interface DeploymentSettings {
  /** undefined: AUTH_MODE is none. */
  readonly authMode: AuthMode | undefined;
  readonly location: string | undefined;
  readonly nodeVersion: string;
  readonly usesNetwork: boolean;
  /** Whether every server that is switched on has a registration that was given. */
  readonly hasOwnRegistrations: boolean;
}

const services = serviceNames.map(serviceSettings);

export function deploymentSettings(read: ReadSetting, template: Template): DeploymentSettings {
  const wanted = read('AUTH_MODE') ?? 'entra';
  return {
    authMode: authModes.find((mode) => mode === wanted),
    location: read('AZURE_LOCATION'),
    nodeVersion: read('APP_NODE_VERSION') ?? template.nodeVersion,
    usesNetwork: read('VNET_ENABLED') === 'true',
    hasOwnRegistrations: services
      .filter(({ isSwitchedOn }) => read(isSwitchedOn) !== 'false')
      .every(({ clientId }) => read(clientId) !== undefined),
  };
}

/** Whether azd, the hooks and Bicep will take the settings. */
export function checkSettings(read: ReadSetting, template: Template): readonly CheckResult[] {
  const id = 'azd.settings';
  const { authMode, location, nodeVersion } = deploymentSettings(read, template);
  const wrong: CheckResult[] = [];
  const refuse = (name: string, allowed: readonly string[], example: string): void => {
    wrong.push(
      failed(id, `${name} is '${read(name)}'. It must be one of ${allowed.join(', ')}.`, {
        remedy: `azd env set ${name} ${example}`,
      }),
    );
  };
  if (!authMode) refuse('AUTH_MODE', authModes, 'entra');
  for (const name of switchSettings) {
    const value = read(name);
    if (!['true', 'false', undefined].includes(value)) {
      refuse(name, ['true', 'false'], likelySwitch(value ?? ''));
    }
  }
  for (const [name, example] of Object.entries(numberSettings)) {
    if (!isWholeNumber(read(name) ?? '')) {
      wrong.push(
        failed(id, `${name} is '${read(name)}'. It must be a whole number.`, {
          remedy: `azd env set ${name} ${example}`,
        }),
      );
    }
  }
  if (services.every(({ isSwitchedOn }) => read(isSwitchedOn) === 'false')) {
    wrong.push(
      failed(id, 'Both servers are switched off.', {
        remedy: 'azd env set DEPLOY_EXTENSION_SERVER true',
      }),
    );
  }
  if (!template.nodeVersions.includes(nodeVersion)) {
    refuse('APP_NODE_VERSION', template.nodeVersions, template.nodeVersion);
  }
  if (location && !template.regions.includes(location)) {
    refuse('AZURE_LOCATION', template.regions, template.regions[0] ?? 'REGION');
  }
  if (wrong.length > 0) return wrong;

  const summary = `AUTH_MODE ${authMode}, region ${location ?? '(azd up asks)'}, Node ${nodeVersion} on Azure`;
  if (authMode === 'anonymous') {
    return [
      hint(id, `${summary}: anyone on the internet will be able to call the servers.`, {
        remedy: 'azd env set AUTH_MODE entra, or key',
      }),
    ];
  }
  return [ok(id, `${summary}.`)];
}
