import { openDeployment } from '@side-by-side/azure';
import { verifyDeployment } from '@side-by-side/azure/verify';
import type { Verdict } from './hook.ts';

/** A fresh deployment is there in a minute or two; whoever runs azd wants it to end. */
const waitMs = 180_000;

/** `npm run verify -- --wait`, for a hook of azd. Ctrl-C ends it with what was seen until then. */
export async function verifyDeployed(root: string, environmentName: string): Promise<Verdict> {
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort(new Error('Interrupted.'));
  process.once('SIGINT', interrupt);
  let report = '';
  try {
    const { ok } = await verifyDeployment({
      open: (signal) => openDeployment({ root, environmentName, signal }),
      signal: interrupted.signal,
      waitMs,
      say: (text) => console.log(text),
      output: { write: (text) => void (report += text) },
    });
    return { ok, lines: report.trimEnd().split('\n') };
  } finally {
    process.removeListener('SIGINT', interrupt);
  }
}
