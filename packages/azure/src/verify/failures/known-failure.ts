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
 * Puts right what somebody changed on Azure. Without `--no-state` azd compares the Bicep and its parameters with those
 * of the last deployment, and where they are the same does nothing; `azd up` has no such option.
 * @see Azure/azure-dev: cli/azd/pkg/infra/provisioning/bicep/bicep_provider.go (Deploy, deploymentState),
 * cli/azd/internal/cmd/provision.go (bindCommon)
 */
export function provision(names: Names): string {
  return azd('provision --no-state', names);
}

/** The same, where the packages must go out again, too. */
export function provisionAndDeploy(names: Names): string {
  return `${provision(names)}, then: ${azd(`deploy ${names.service}`, names)}`;
}

/** A command of the Azure CLI for the app that is meant. */
export function azApp(command: string, { app, group, subscription }: Names, rest = ''): string {
  return `az functionapp ${command} --subscription ${subscription} -g ${group} -n ${app}${rest && ` ${rest}`}`;
}

/** Where the log of the apps is: what runs on Flex Consumption logs to Application Insights. */
export function logs(names: Names): string {
  return azd('monitor --logs', names);
}
