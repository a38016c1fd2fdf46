import type { Arm, ArmOptions } from '../arm/arm.ts';
import type { ArmResult } from '../arm/arm-result.ts';
import { type DeploymentStatus, listDeploymentStatuses } from '../arm/deployment-status.ts';
import type { Access } from './access/access.ts';
import { getKey } from './access/get-key.ts';
import { getToken } from './access/get-token.ts';
import { type AppFacts, readAppFacts } from './app-facts.ts';
import type { Subject } from './finding.ts';
import type { BoundedFetch } from './http/bounded-fetch.ts';
import { initializeRequest } from './http/initialize.ts';
import { type Sent, send } from './http/send.ts';
import { type Line, type Listing, listTools, type Talk } from './mcp/talk.ts';

/** What a look at servers needs from outside. */
export interface LookParts {
  readonly arm: Arm;
  readonly credential: ArmOptions['credential'];
  readonly fetch: BoundedFetch;
  /** Gives up on everything, on Ctrl-C. */
  readonly signal: AbortSignal;
}

/** What can be seen of a server. Each is looked at when it is first asked for, and once. */
export interface Look {
  readonly subject: Subject;
  readonly parts: LookParts;
  readonly facts: () => Promise<AppFacts>;
  /** How far its deployments got. */
  readonly deployments: () => Promise<ArmResult<readonly DeploymentStatus[]>>;
  /** What it answers to a caller without anything. */
  readonly endpoint: () => Promise<Sent>;
  readonly access: () => Promise<Access>;
  /** How to talk to it; undefined where nothing opens it. */
  readonly line: () => Promise<Line | undefined>;
  readonly listing: () => Promise<Talk<Listing> | undefined>;
}

/** Prepares a look at a server; nothing is asked yet. */
export function createLook(subject: Subject, parts: LookParts): Look {
  const { server, deployment } = subject;
  const { arm, credential, fetch, signal } = parts;
  const access = once(async (): Promise<Access> => {
    if (deployment.authMode === 'anonymous') return { ok: true, headers: {} };
    return deployment.authMode === 'key'
      ? getKey(subject, arm)
      : getToken(subject, credential, signal);
  });
  const line = once(async () => {
    const found = await access();
    return found.ok ? { url: server.url, headers: found.headers, fetch, signal } : undefined;
  });
  return {
    subject,
    parts,
    facts: once(() => readAppFacts(subject, arm)),
    deployments: once(() =>
      listDeploymentStatuses(arm, {
        resourceGroup: deployment.resourceGroup,
        name: server.appName,
      }),
    ),
    endpoint: once(() => send(fetch, server.url, initializeRequest(), signal)),
    access,
    line,
    listing: once(async () => {
      const found = await line();
      return found && listTools(found);
    }),
  };
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}
