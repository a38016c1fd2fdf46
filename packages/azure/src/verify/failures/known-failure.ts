import type { ServiceName } from '../../server.ts';

/** What a remedy is filled in with. */
export interface Names {
  /** The azd environment; undefined where names were given in its place. */
  readonly environment: string | undefined;
  readonly subscription: string;
  readonly group: string;
  readonly app: string;
  /** The service of azure.yaml. */
  readonly service: ServiceName | (string & {});
  /** The host name in the address of the server. */
  readonly host: string;
  /** The client id of the server's registration. */
  readonly client: string;
  readonly tenant: string;
  /** The client id of who calls, or should be able to. */
  readonly caller: string;
  /** Names of settings that should not be there, with spaces between them. */
  readonly settings: string;
}

/** Something that is known to go wrong with a deployment. */
export interface KnownFailure {
  /** How it shows, for people who meet it before `npm run verify` does. */
  readonly symptom: string;
  readonly cause: string;
  readonly remedy: (names: Names) => string;
  /** Right after a deployment it may pass by itself: what `--wait` waits for. */
  readonly passes?: true;
}

/** A command of azd for the environment that is meant. */
export function azd(command: string, { environment }: Names): string {
  return environment ? `azd ${command} --environment ${environment}` : `azd ${command}`;
}

/**
 * Provisions again although nothing has changed here: else azd leaves Azure as it is where the last deployment had the
 * same Bicep and the same parameters, whatever was changed there since. `azd up` has no such option.
 * @see Azure/azure-dev:cli/azd/pkg/infra/provisioning/bicep/bicep_provider.go (deploymentState)
 */
export function provision(names: Names): string {
  return azd('provision --no-state', names);
}

export function deploy(names: Names): string {
  return azd(`deploy ${names.service}`, names);
}

/** What `azd up` does for a server, and does again where nothing has changed here. */
export function provisionAndDeploy(names: Names): string {
  return `${provision(names)}, then: ${deploy(names)}`;
}

/** A command of the Azure CLI for the app that is meant. */
export function azApp(command: string, { app, group, subscription }: Names, rest = ''): string {
  return `az functionapp ${command} --subscription ${subscription} -g ${group} -n ${app}${rest && ` ${rest}`}`;
}

/** Sets or deletes app settings. Older versions of the Azure CLI would print the values of all of them. */
export function azSettings(command: 'set' | 'delete', names: Names, rest: string): string {
  return azApp(`config appsettings ${command}`, names, `${rest} --output none`);
}

/** Where the log of the apps is: what runs on Flex Consumption logs to Application Insights. */
export function logs(names: Names): string {
  return azd('monitor --logs', names);
}
