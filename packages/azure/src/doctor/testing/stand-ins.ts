import { chmod, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'doctor-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/**
 * A folder with programs for a PATH that has nothing else.
 * @param programs by name the JavaScript of each, an ES module
 */
export async function standIns(programs: Record<string, string>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, script] of Object.entries(programs)) {
    const file = join(folder, `${name}.stand-in.mjs`);
    await writeFile(file, script);
    if (process.platform === 'win32') {
      await writeFile(join(folder, `${name}.cmd`), `@"${process.execPath}" "${file}" %*\r\n`);
    } else {
      const program = join(folder, name);
      await writeFile(program, `#!/bin/sh\nexec "${process.execPath}" "${file}" "$@"\n`);
      await chmod(program, 0o755);
    }
  }
  return folder;
}

/** Prints one text, whatever it is asked. */
export const printing = (text: string): string => `console.log(${JSON.stringify(text)});`;

/** An azd that is signed in as `status` says, and gives `token`. */
export const azd = (options: { version?: string; status: string; token?: string }): string => `
  const [first, second] = process.argv.slice(2);
  if (first === 'version') console.log('azd version ${options.version ?? '1.25.0'} (commit abc)');
  else if (second === 'login') console.log(JSON.stringify({ status: '${options.status}' }));
  else if (second === 'token' && ${options.token !== undefined})
    console.log(JSON.stringify({ token: '${options.token ?? ''}', expiresOn: '2026-11-22T13:00:00Z' }));
  else process.exit(1);
`;
