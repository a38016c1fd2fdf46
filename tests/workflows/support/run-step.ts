import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { projectFiles, root } from '../../support/repository.ts';
import { allSteps } from './workflows.ts';

/** What became of a step. */
export interface StepRun {
  readonly code: number | null;
  /** Both streams. */
  readonly output: string;
  /** What it wrote into the summary of the job. */
  readonly summary: string;
  /** What it handed to later steps and jobs. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** Runs a step as a runner on Linux does: its script, extracted from the workflow, in the shell that it asks for. */
export async function runStep(
  key: string,
  { folder, env = {} }: { folder: string; env?: NodeJS.ProcessEnv },
): Promise<StepRun> {
  const placed = allSteps.find((candidate) => candidate.key === key);
  const source = placed?.step.run;
  if (!placed || !source) throw new Error(`There is no step '${key}' that runs a script.`);
  const { job, step } = placed;
  const own = await temporaryFolder();
  const script = join(own, 'script.sh');
  const summary = join(own, 'summary');
  const output = join(own, 'output');
  await Promise.all([writeFile(script, source), writeFile(summary, ''), writeFile(output, '')]);
  // Without a shell a runner takes `bash -e`; with `shell: bash` it is stricter.
  const isBash = (step.shell ?? job.defaults?.run.shell) === 'bash';
  const flags = isBash ? ['--noprofile', '--norc', '-eo', 'pipefail'] : ['-e'];
  const child = spawn('bash', [...flags, script], {
    cwd: folder,
    env: { ...machine(), GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  const [code] = (await once(child, 'close')) as [number | null];
  const lines = (await readFile(output, 'utf8')).split('\n').filter(Boolean);
  return {
    code,
    output: printed,
    summary: await readFile(summary, 'utf8'),
    outputs: Object.fromEntries(lines.map((line) => line.split('=', 2) as [string, string])),
  };
}

/** The environment of this machine without what npm, vitest and azd add to it. */
function machine(): NodeJS.ProcessEnv {
  const ours = /^(?:npm_(?!config_)|VITEST|NODE_ENV|AZURE_|AUTH_MODE|GITHUB_)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'step-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** A clean clone: the files of the project and nothing else, with nothing installed. */
export async function useCleanClone(): Promise<string> {
  const clone = await temporaryFolder();
  for (const file of projectFiles()) {
    await cp(join(root, file), join(clone, file), { recursive: true });
  }
  return clone;
}

/** A folder with stand-ins for programs, and what they were called with. */
export interface StandIns {
  readonly folder: string;
  /** Leads to the stand-ins. */
  readonly env: NodeJS.ProcessEnv;
  readonly calls: () => Promise<string[]>;
}

/**
 * Stands in for azd, npm and sleep, which note how they are called. `codes` are the exit codes of the calls, 0 when
 * there are no more. What npm stands for prints a line, and writes the report of a comparison.
 */
export async function useStandIns(...codes: readonly number[]): Promise<StandIns> {
  const folder = await temporaryFolder();
  const programs = join(folder, 'programs');
  const calls = join(folder, 'calls');
  await Promise.all([mkdir(programs), mkdir(join(folder, 'work')), writeFile(calls, '')]);
  const script = [
    '#!/usr/bin/env bash',
    `printf '%s' "\${0##*/}" >> '${calls}'`,
    `printf ' <%s>' "$@" >> '${calls}'`,
    `echo >> '${calls}'`,
    `codes=(${codes.join(' ')})`,
    `code=\${codes[$(($(grep -vc '^sleep' '${calls}') - 1))]:-0}`,
    'case "$*" in',
    '  *verify*) echo "✓ Extension server answers" ;;',
    '  *compare*) if ((code == 0)); then mkdir -p reports/compare; echo "# Compared" > reports/compare/report.md; fi ;;',
    'esac',
    '[[ ${0##*/} == sleep ]] || exit "$code"',
  ].join('\n');
  for (const name of ['azd', 'npm', 'sleep']) {
    await writeFile(join(programs, name), `${script}\n`, { mode: 0o755 });
  }
  return {
    folder: join(folder, 'work'),
    env: { PATH: [programs, process.env['PATH']].join(delimiter) },
    calls: async () => (await readFile(calls, 'utf8')).split('\n').filter(Boolean),
  };
}
