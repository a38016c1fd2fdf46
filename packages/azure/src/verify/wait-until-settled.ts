import { printable } from '@side-by-side/local-host/errors';
import type { CheckResult } from '../checks/check.ts';
import { mayPass } from './finding.ts';

export interface WaitOptions {
  /** Looks at everything anew. */
  readonly look: () => Promise<readonly CheckResult[]>;
  /** How long to wait at most, in ms. */
  readonly waitMs: number;
  /** Says what is waited for. */
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
  /** In ms. @default performance.now */
  readonly now?: () => number;
  /** Between two looks. Resolves early when `signal` gives up. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const pauseMs = 5_000;

/**
 * Looks again and again while something is amiss that a fresh deployment may still mend by itself: an app that starts,
 * roles and settings that spread, keys that the host has yet to make. Gives what was seen last.
 */
export async function waitUntilSettled(options: WaitOptions): Promise<readonly CheckResult[]> {
  const { look, waitMs, say, signal, now = () => performance.now(), pause = rest } = options;
  const end = now() + waitMs;
  let said = '';
  let seen: readonly CheckResult[] = [];
  for (;;) {
    const results = await look();
    // What was under way at Ctrl-C is not whole.
    if (signal.aborted) return seen.length > 0 ? seen : results;
    seen = results;
    const pending = stillToCome(results);
    const left = end - now();
    if (pending.length === 0 || left <= 0) return results;
    const text = printable(pending.map(({ message }) => message).join(' '));
    if (text !== said) say(`Waiting, ${Math.ceil(left / 1000)} s at most: ${text}`);
    said = text;
    await pause(Math.min(pauseMs, left), signal);
    if (signal.aborted) return seen;
  }
}

/** What Azure is set to, which no waiting changes. */
const setting = /^(.+)\.(?:app|plan|settings|easy-auth|auth-mode|storage|tag)$/;

/** The lines that may still change; none of a server that is set up wrongly. */
export function stillToCome(results: readonly CheckResult[]): readonly CheckResult[] {
  const wrong = new Set(
    results
      .filter(({ outcome, known }) => outcome === 'failed' && known !== 'azure-silent')
      .map(({ id }) => setting.exec(id)?.[1])
      .filter((service) => service !== undefined),
  );
  return results.filter(
    (result) =>
      mayPass(result) &&
      (result.known === 'azure-silent' || !setting.test(result.id)) &&
      !wrong.has(result.id.split('.')[0]!),
  );
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
