import { setTimeout } from 'node:timers/promises';

const busy: ReadonlySet<unknown> = new Set(['EPERM', 'EACCES', 'EBUSY']);
const attempts = 20;

interface Circumstances {
  readonly platform?: NodeJS.Platform;
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

/**
 * Runs a file operation; on Windows again for about half a second, as a file that another process has
 * open, a virus scanner's for one, can be neither replaced nor removed there until that is done.
 * @throws what the operation throws; elsewhere at once, as these codes mean there what they say.
 */
export async function whileBusy<Result>(
  operation: () => Promise<Result>,
  { platform = process.platform, wait = setTimeout }: Circumstances = {},
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await operation();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (platform !== 'win32' || attempt === attempts || !busy.has(code)) throw error;
      // By chance, so that writers in each other's way do not stay in step.
      await wait(Math.random() * 5 * attempt);
    }
  }
}
