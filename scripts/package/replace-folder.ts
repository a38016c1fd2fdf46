import { rename, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { UsageError } from '@side-by-side/local-host/errors';

const attempts = 20;
const pauseMs = 100;

/**
 * Puts the folder `from` in the place of `to`, whole: nobody sees half of it. Where another process does the same, the
 * last one wins.
 * @throws UsageError when something keeps a hold of `to`, as a running server may on Windows.
 */
export async function replaceFolder(from: string, to: string): Promise<void> {
  const aside = `${from}-old`;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(to, aside).catch(unless('ENOENT'));
      await rename(from, to);
      break;
    } catch (error) {
      await rm(aside, { recursive: true, force: true }).catch(() => {});
      if (attempt === attempts) {
        throw new UsageError(
          `${to} cannot be replaced (${codeOf(error)}). Stop what runs from it.`,
          { cause: error },
        );
      }
      await sleep(pauseMs);
    }
  }
  await rm(aside, { recursive: true, force: true, maxRetries: 3 });
}

function unless(code: string) {
  return (error: unknown): void => {
    if (codeOf(error) !== code) throw error;
  };
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
