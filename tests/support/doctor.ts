import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checksReportSchema, type ChecksReport } from '@side-by-side/azure/checks';
import { freePort } from '@side-by-side/local-host/testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { onTestFinished } from 'vitest';
import { root } from './repository.ts';

const cli = join(root, 'scripts', 'cli.ts');
/** In the environment of every run: it must not be printed. */
export const secret = 'the-secret-of-a-pipeline';
const windows = process.platform === 'win32';

/** A machine that has Node and npm, and nothing else; and a home without anything of azd. */
export async function bareMachine(programs: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'doctor-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  const bin = join(folder, 'bin');
  await mkdir(bin);
  for (const [name, line] of Object.entries({ node: 'v24.1.0', npm: '11.0.0', ...programs })) {
    const file = join(bin, windows ? `${name}.cmd` : name);
    await writeFile(file, windows ? `@echo ${line}\r\n` : `#!/bin/sh\necho '${line}'\n`);
    await chmod(file, 0o755);
  }
  const kept = Object.entries(process.env).filter(([name]) =>
    /^(?:SystemRoot|ComSpec|TEMP|TMP)$/i.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    PATH: bin,
    HOME: folder,
    USERPROFILE: folder,
    NO_COLOR: '1',
    AZURE_CLIENT_SECRET: secret,
  };
}

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npm run doctor` as a program, without the bootstrap before it. */
export async function doctor(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Run> {
  const ports = ['--port-base', String(await freePort(3))];
  // As the bootstrap starts it: Node 22 warns that it strips types.
  const all = [
    '--disable-warning=ExperimentalWarning',
    cli,
    'doctor',
    ...(args.includes('--port-base') ? [] : ports),
    ...args,
  ];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, all, { cwd: root, env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
    // It must not wait for anybody's answer.
    child.stdin?.end();
  });
}

const isReport = new Ajv2020().compile<ChecksReport>(checksReportSchema);

/** The report that it printed, which keeps to its schema. */
export function reportIn({ stdout }: Run): ChecksReport {
  const report: unknown = JSON.parse(stdout);
  if (!isReport(report)) throw new Error(JSON.stringify(isReport.errors));
  return report;
}
