// One step of the set-up: says what is done and how long it took; what the program prints shows only when it matters.
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { run, signalExitCode } from './child.mjs';

const SLOW_MS = 10_000;

/** What a failed installation says, why that mostly is, and what helps; the first that matches. */
const CAUSES = [
  [
    /OUTDATED_LOCKFILE/,
    'pnpm-lock.yaml does not fit the package.json files',
    'run `node scripts/run.mjs pnpm install`.',
  ],
  [
    /E407|\b407\b/,
    'the proxy wants to know who you are',
    'set HTTPS_PROXY=http://user:password@host:port.',
  ],
  [
    /self.signed|UNABLE_TO_|CERT_|UnknownIssuer/i,
    'a certificate is not trusted, mostly that of a proxy',
    "set NODE_EXTRA_CA_CERTS to your organisation's certificate file (for pnpm: `cafile` in ~/.npmrc).",
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|SOCKET_TIMEOUT|sending request|dns error/i,
    'the network cannot be reached',
    'go online, or behind a proxy set HTTPS_PROXY=http://host:port; then run the command again.',
  ],
  [/\bE40[13]\b|\b40[13]\b/, 'the download was refused', 'check the sign-in that ~/.npmrc holds.'],
  [
    /ETARGET|E404|\b404\b|NO_MATCHING_VERSION/,
    'that version was not found',
    'check the source that ~/.npmrc names.',
  ],
  [/ENOSPC/, 'the disk is full', 'make room, then run the command again.'],
  [
    /EACCES|EPERM|EBUSY/,
    'a file could not be written',
    'close what runs from this folder, and check whose it is.',
  ],
];

/** What helps where nothing better is known. */
export const REMEDY = 'run the command again; if it stays so, delete the folder .tools first.';

/** An error that the user can mend; `hint` begins in lower case. */
export const failure = (message, hint) => Object.assign(new Error(message), { hint });

/** Progress goes to standard error: standard output belongs to the command. */
export const say = (line) => process.stderr.write(`${line}\n`);

/** The likely `[cause, remedy]` of an installation that printed `output` and failed. */
export function causeOf(output) {
  const found = CAUSES.find(([pattern]) => pattern.test(output));
  return found?.slice(1) ?? ['see above', REMEDY];
}

/**
 * How to start npm: `{ file, args, shell }`. Best the npm that runs us, then the one beside this Node, both without a
 * shell; else one on the PATH, which on Windows is a script and needs a shell.
 */
export function npmCommand({ env, execPath, platform }, exists = existsSync) {
  const folder = dirname(execPath);
  const inside = join('node_modules', 'npm', 'bin', 'npm-cli.js');
  const candidates = [
    env.npm_execpath ?? '',
    join(folder, inside),
    join(folder, '..', 'lib', inside),
  ];
  const script = candidates.find((path) => basename(path) === 'npm-cli.js' && exists(path));
  if (script) return { file: execPath, args: [script], shell: false };
  return { file: 'npm', args: [], shell: platform === 'win32' };
}

/** Runs `{ file, args, shell }`; throws a `failure` with the end of its output if it fails, and leaves if told to stop. */
export async function step(title, { file, args, shell = false }, options) {
  const began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  let latest = '';
  const onOutput = (text) => (latest = text.trimEnd().split('\n').at(-1) || latest);
  say(`• ${title} …`);
  const slow = setInterval(() => say(`  … ${seconds()} ${latest}`), SLOW_MS);
  try {
    const { code, output, stopped } = await run(file, args, { ...options, shell, onOutput });
    if (stopped) process.exit(signalExitCode(stopped));
    if (code === 0) return say(`✓ ${title} (${seconds()})`);
    say(output.trimEnd().split('\n').slice(-25).join('\n'));
    const [cause, remedy] = causeOf(output);
    throw failure(`${title}: ${cause}`, remedy);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    throw failure(
      `${title}: '${file}' was not found`,
      'install Node with npm from https://nodejs.org.',
    );
  } finally {
    clearInterval(slow);
  }
}
