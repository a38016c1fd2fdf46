import { openDeployment, type OpenDeploymentOptions } from '../deployment/open-deployment.ts';
import { outputSignIn, outputUrl } from '../deployment/outputs.ts';
import { decideAuthMode } from '../environment/decide-auth-mode.ts';
import { environmentServices } from '../environment/environment-services.ts';
import { type AzdEnvironment, readEnvironment } from '../environment/read-environment.ts';
import { authModes, type McpServer } from '../server.ts';

export interface EnvironmentServersOptions extends Pick<
  OpenDeploymentOptions,
  'root' | 'env' | 'run' | 'credential' | 'httpClient'
> {
  /** What `--env` says. */
  readonly name?: string | undefined;
}

export interface EnvironmentServers {
  readonly servers: readonly McpServer[];
  /** What whoever reads the servers should know: a sentence or two each. */
  readonly remarks: readonly string[];
}

/**
 * The servers of an azd environment. The outputs of the provisioning have their addresses, so that nobody has to be
 * signed in; only where they have none, Azure is asked.
 * @throws UsageError where there is no server, with the command that mends it
 * @throws CredentialError if Azure is asked, and nobody is signed in
 */
export async function environmentServers(
  options: EnvironmentServersOptions,
): Promise<EnvironmentServers> {
  const { name, ...others } = options;
  const environment = await readEnvironment({ ...others, name });
  const known = knownServers(environment);
  if (known.servers.length > 0) return known;
  const { deployment } = await openDeployment({ ...others, environmentName: environment.name });
  return {
    servers: deployment.servers,
    remarks: deployment.missing.map(
      ({ title, message, remedy }) => `${title}: ${message} To mend it: ${remedy}`,
    ),
  };
}

/** What the outputs say; no server where there are none yet. */
function knownServers({ name, values }: AzdEnvironment): EnvironmentServers {
  const services = environmentServices(values);
  const wanted = decideAuthMode(values).authMode;
  // Until it is provisioned again, Azure lets in whom it did.
  const provisioned = authModes.find((mode) => mode === values['PROVISIONED_AUTH_MODE']?.trim());
  const authMode = provisioned ?? wanted;
  const servers = services.flatMap((output): McpServer[] => {
    const url = outputUrl(output);
    if (!url) return [];
    const { name: service, title } = output;
    const signIn =
      authMode === 'entra' ? outputSignIn(output, values['AZURE_TENANT_ID']?.trim()) : undefined;
    return [{ service, title, place: 'azure', url, authMode, ...(signIn && { signIn }) }];
  });
  const unknown = services.filter(({ mcpUrl }) => mcpUrl === undefined);
  return {
    servers,
    remarks: [
      ...unknown.map(
        ({ title }) =>
          `${title}: the azd environment ${name} does not know its address yet. To bring it: azd up --environment ${name}`,
      ),
      ...(wanted === authMode
        ? []
        : [
            `AUTH_MODE is ${wanted}, but Azure is set up for ${authMode}, which this is for. After azd up --environment ${name} connect again.`,
          ]),
    ],
  };
}
