import type { CheckResult } from '../checks/check.ts';
import { failed, hint } from '../checks/results.ts';
import type { DeployedServer, Deployment } from '../deployment/deployment.ts';
import { shellWord } from '../programs/shell-word.ts';
import type { Names } from './failures/known-failure.ts';
import { type FailureId, knownFailures } from './failures/known-failures.ts';

/** What is looked at: a server of a deployment. */
export interface Subject {
  readonly deployment: Deployment;
  readonly server: DeployedServer;
}

export interface FindingDetail {
  /** More about this very case, before the cause that is known. */
  readonly detail?: string | undefined;
  /** What is known in this very case of what a remedy is filled in with. */
  readonly names?: Partial<Names> | undefined;
  /** @default 'failed' */
  readonly outcome?: 'failed' | 'hint';
}

/** A line about a known failure, with its cause, and the command that mends it with all names in it. */
export function finding(
  id: string,
  message: string,
  known: FailureId,
  names: Names,
  { detail, names: more, outcome = 'failed' }: FindingDetail = {},
): CheckResult {
  const { cause, remedy } = knownFailures[known];
  const line = outcome === 'failed' ? failed : hint;
  return line(id, message, {
    cause: detail ? `${detail}\n${cause}` : cause,
    remedy: remedy({ ...names, ...more }),
    known,
  });
}

/** Whether a line may be another one in a while, without anybody doing anything. */
export function mayPass({ outcome, known }: CheckResult): boolean {
  return (
    outcome !== 'ok' &&
    known !== undefined &&
    Object.hasOwn(knownFailures, known) &&
    knownFailures[known as FailureId].passes === true
  );
}

/** What remedies for a server are filled in with: as a shell takes them, since commands are copied into one. */
export function namesOf({ deployment, server }: Subject): Names {
  const { environmentName } = deployment;
  return {
    environment: environmentName === undefined ? undefined : shellWord(environmentName),
    subscription: shellWord(deployment.subscriptionId),
    group: shellWord(deployment.resourceGroup),
    app: shellWord(server.appName),
    service: server.service,
    host: server.url.hostname,
    client: /^[\w-]+$/.exec(server.signIn?.clientId ?? '')?.[0] ?? 'CLIENT_ID',
    tenant: shellWord(deployment.tenantId ?? server.signIn?.tenantId ?? 'TENANT'),
    caller: 'ID',
    settings: 'NAME',
  };
}
