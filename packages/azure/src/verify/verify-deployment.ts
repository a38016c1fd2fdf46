import { UsageError } from '@side-by-side/local-host/errors';
import type { CheckResult } from '../checks/check.ts';
import type { ChecksReport } from '../checks/checks-report.ts';
import { type Output, printChecks } from '../checks/print-checks.ts';
import { failed } from '../checks/results.ts';
import { type Check, runChecks } from '../checks/run-checks.ts';
import { NothingDeployedError } from '../deployment/nothing-deployed-error.ts';
import type { OpenDeployment } from '../deployment/open-deployment.ts';
import { deploymentChecks, missingCheck } from './deployment-checks.ts';
import { type BoundedFetch, createBoundedFetch } from './http/bounded-fetch.ts';
import { waitUntilSettled, type WaitOptions } from './wait-until-settled.ts';

export interface VerifyOptions extends Partial<Pick<WaitOptions, 'pause' | 'now'>> {
  /** Finds the deployment. */
  readonly open: (signal: AbortSignal) => Promise<OpenDeployment>;
  readonly signal: AbortSignal;
  /** How long to wait for what a fresh deployment may still mend, in ms. @default 0 */
  readonly waitMs?: number;
  /** Says what is waited for. */
  readonly say?: (text: string) => void;
  /** One JSON object in the place of lines. */
  readonly json?: boolean;
  /** @default process.stdout */
  readonly output?: Output;
  /** What sends the requests to the servers. */
  readonly fetch?: BoundedFetch;
}

/** Longer than the requests of one check take at worst, so that each can say itself what was late. */
const patienceMs = 180_000;

/**
 * Looks at what is deployed and prints a line for each thing looked at. What cannot be found is a line too, so that
 * programs get their JSON.
 */
export async function verifyDeployment(options: VerifyOptions): Promise<ChecksReport> {
  const { signal, json = false, output } = options;
  const checks = [...(await findChecks(options)), interruptedCheck(signal)];
  return printChecks(checks, { json, timeoutMs: patienceMs, ...(output && { output }) });
}

async function findChecks(options: VerifyOptions): Promise<readonly Check[]> {
  const { open, signal, waitMs = 0, say = () => {}, now, pause } = options;
  const fetch = options.fetch ?? createBoundedFetch({ signal });
  let opened: OpenDeployment;
  try {
    opened = await open(signal);
  } catch (error) {
    if (signal.aborted) return [];
    if (error instanceof NothingDeployedError) return error.missing.map(missingCheck);
    // What mends it is in its words.
    if (error instanceof UsageError) {
      return [settled({ id: 'deployment', outcome: 'failed', message: error.message })];
    }
    throw error;
  }
  const { deployment, arm, credential } = opened;
  const checks = () => deploymentChecks(deployment, { arm, credential, fetch, signal });
  if (waitMs === 0) return checks();
  const results = await waitUntilSettled({
    look: () => runChecks(checks(), { timeoutMs: patienceMs }),
    waitMs,
    say,
    signal,
    ...(now && { now }),
    ...(pause && { pause }),
  });
  return results.map(settled);
}

/** A check that has been run. */
function settled(result: CheckResult): Check {
  return { id: result.id, title: result.id, run: () => result };
}

/** The last line, after Ctrl-C: a report that is not whole must not look good. */
function interruptedCheck(signal: AbortSignal): Check {
  return {
    id: 'interrupted',
    title: 'the end',
    run: () =>
      signal.aborted
        ? failed('interrupted', 'Interrupted: not everything was looked at.', {
            remedy: 'npm run verify',
          })
        : [],
  };
}
