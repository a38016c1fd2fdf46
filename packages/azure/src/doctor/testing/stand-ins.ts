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

/** What a program prints, by the words that it is asked with; one that is asked for anything else fails. */
export type Answers = Readonly<Record<string, string>>;

/**
 * A folder with programs for a PATH that has nothing else.
 * @param programs by name what each prints, or its JavaScript, an ES module
 */
export async function standIns(programs: Record<string, string | Answers>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, does] of Object.entries(programs)) {
    const isScript = typeof does === 'string';
    if (process.platform === 'win32' || isScript) {
      const file = join(folder, `${name}.stand-in.mjs`);
      await writeFile(file, isScript ? does : inJavaScript(does));
      await (process.platform === 'win32'
        ? writeFile(join(folder, `${name}.cmd`), `@"${process.execPath}" "${file}" %*\r\n`)
        : program(join(folder, name), `exec "${process.execPath}" "${file}" "$@"`));
    } else {
      // A shell starts ten times as fast as Node.
      await program(join(folder, name), inShell(does));
    }
  }
  return folder;
}

async function program(file: string, script: string): Promise<void> {
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}

function inJavaScript(answers: Answers): string {
  return `
    const asked = process.argv.slice(2).join(' ');
    const found = Object.entries(${JSON.stringify(answers)}).find(([words]) => asked.startsWith(words));
    if (found) console.log(found[1]);
    else process.exit(1);`;
}

function inShell(answers: Answers): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
  const cases = Object.entries(answers).map(
    ([words, text]) => `${quoted(words)}*) printf '%s\\n' ${quoted(text)} ;;`,
  );
  return ['case "$*" in', ...cases, '*) exit 1 ;;', 'esac'].join('\n');
}

/** Prints one text, whatever it is asked. */
export const printing = (text: string): Answers => ({ '': text });

/** An azd that is signed in as `status` says, and gives `token`. */
export const azd = ({
  version = '1.25.0',
  status,
  token,
}: {
  readonly version?: string;
  readonly status: string;
  readonly token?: string;
}): Answers => ({
  version: `azd version ${version} (commit abc)`,
  'auth login': JSON.stringify({ status }),
  ...(token !== undefined && {
    'auth token': JSON.stringify({ token, expiresOn: '2026-11-22T13:00:00Z' }),
  }),
});
