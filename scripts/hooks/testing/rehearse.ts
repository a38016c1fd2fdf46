import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Hook } from '../hook.ts';
import { readSettings } from '../settings.ts';
import {
  type FakeAzure,
  type FakeState,
  startFakeAzure,
  subscriptionId,
} from '@side-by-side/azure/rest/testing';

export const start = Date.parse('2026-11-22T12:00:00Z');

/** In the environment, for nobody to see. */
const secret = 'a-secret-of-somebody';

/** An environment that has been provisioned. */
export const provisioned: NodeJS.ProcessEnv = {
  AZURE_ENV_NAME: 'test',
  A_SECRET: secret,
  AZURE_SUBSCRIPTION_ID: subscriptionId,
  AZURE_RESOURCE_GROUP: 'rg-test',
  AZURE_LOCATION: 'eastus2',
  PROVISIONED_AUTH_MODE: 'entra',
  PROVISIONED_EXTENSION_PRINCIPAL_ID: 'principal-a',
  PROVISIONED_SELF_HOSTED_PRINCIPAL_ID: 'principal-b',
  PROVISIONED_EXTENSION_AUTH_IDENTIFIER_URI: 'api://tenant/a',
  PROVISIONED_SELF_HOSTED_AUTH_IDENTIFIER_URI: 'api://tenant/b',
  SERVICE_EXTENSION_SERVER_NAME: 'func-ext',
  SERVICE_EXTENSION_SERVER_MCP_URL: 'https://ext.example/runtime/webhooks/mcp',
  SERVICE_SELF_HOSTED_SERVER_NAME: 'func-self',
  SERVICE_SELF_HOSTED_SERVER_MCP_URL: 'https://self.example/mcp',
};

export interface Rehearsal {
  readonly fake: FakeAzure;
  readonly folder: string;
  readonly said: string[];
  readonly warned: string[];
  /** What the hook waited for by itself, in ms; no time really passes. */
  readonly waited: number[];
  /** What looking at the deployment comes to: whether nothing failed, or what it throws. */
  verified: boolean | Error;
  /** How often a hook has looked at the deployment. */
  looks: number;
  /** Runs one more hook in the same place. */
  readonly run: (hook: Hook, env?: NodeJS.ProcessEnv) => Promise<void>;
}

/** Prepares a place in which hooks can be run. */
export async function prepare(state: Partial<FakeState> = {}): Promise<Rehearsal> {
  const fake = await startFakeAzure(state);
  const folder = await mkdtemp(join(tmpdir(), 'hooks-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const said: string[] = [];
  const warned: string[] = [];
  const waited: number[] = [];
  let now = start;
  const rehearsal: Rehearsal = {
    fake,
    folder,
    said,
    warned,
    waited,
    verified: true,
    looks: 0,
    run: async (hook, env = provisioned) => {
      await hook({
        settings: readSettings(env),
        azure: fake.azure,
        clock: {
          now: () => now,
          wait: async (ms) => {
            waited.push(ms);
            now += ms;
          },
        },
        verify: async () => {
          rehearsal.looks += 1;
          if (rehearsal.verified instanceof Error) throw rehearsal.verified;
          return { ok: rehearsal.verified, lines: ['What was found.'] };
        },
        environmentFolder: folder,
        say: (line) => void said.push(line),
        tell: (lines) => void said.push(...lines),
        warn: (line) => void warned.push(line),
      });
      expect([...said, ...warned].join('\n')).not.toContain(secret);
    },
  };
  return rehearsal;
}

/** Runs a hook once. */
export async function rehearse(
  hook: Hook,
  env: NodeJS.ProcessEnv,
  state: Partial<FakeState> = {},
): Promise<Rehearsal> {
  const rehearsal = await prepare(state);
  await rehearsal.run(hook, env);
  return rehearsal;
}
