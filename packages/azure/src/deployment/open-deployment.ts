import { type Arm, type ArmOptions, connectArm } from '../arm/arm.ts';
import { createCredential } from '../credential/create-credential.ts';
import { readEnvironment } from '../environment/read-environment.ts';
import type { RunProgram } from '../programs/run-program.ts';
import type { Deployment } from './deployment.ts';
import { deploymentTarget, type GivenNames } from './deployment-target.ts';
import { findDeployment } from './find-deployment.ts';

export interface OpenDeploymentOptions {
  /** The folder of azure.yaml. */
  readonly root: string;
  /** What `--env` says. */
  readonly environmentName?: string | undefined;
  /** With a subscription and a resource group no azd environment is needed. */
  readonly given?: GivenNames;
  /** Gives up on everything, on Ctrl-C. */
  readonly signal?: AbortSignal;
  /** Of the process. @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** What starts azd. */
  readonly run?: RunProgram;
  /** @default whoever is signed in */
  readonly credential?: ArmOptions['credential'];
  /** What sends the requests to Azure Resource Manager. */
  readonly httpClient?: NonNullable<ArmOptions['httpClient']>;
}

/** A deployment, with what can be asked about it. */
export interface OpenDeployment {
  readonly deployment: Deployment;
  readonly arm: Arm;
  readonly credential: ArmOptions['credential'];
}

/**
 * Finds the deployment that a command is about.
 * @throws UsageError that says what is missing, with the command that mends it
 * @throws CredentialError if nobody is signed in
 */
export async function openDeployment(options: OpenDeploymentOptions): Promise<OpenDeployment> {
  const { root, environmentName: name, given = {}, signal, env, run, httpClient } = options;
  const isGiven = name === undefined && given.subscriptionId && given.resourceGroup;
  const environment = isGiven
    ? undefined
    : await readEnvironment({ root, name, ...(env && { env }), ...(run && { run }) });
  const target = await deploymentTarget(environment, given);
  const { subscriptionId, tenantId } = target;
  const credential = options.credential ?? createCredential({ tenantId });
  const arm = await connectArm({
    credential,
    subscriptionId,
    ...(signal && { signal }),
    ...(httpClient && { httpClient }),
  });
  return { deployment: await findDeployment(target, arm), arm, credential };
}
