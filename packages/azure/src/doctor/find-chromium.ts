import { findProgram } from '../programs/find-program.ts';

const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/** The Chromium of this machine: `CHROME_PATH`, or the first one on the PATH. undefined where there is none. */
export async function findChromium(
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  if (env['CHROME_PATH']) return env['CHROME_PATH'];
  for (const name of names) {
    const file = await findProgram(name, env);
    if (file) return file;
  }
  return undefined;
}
