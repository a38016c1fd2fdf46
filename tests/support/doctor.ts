import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checksReportSchema, type ChecksReport } from '@side-by-side/azure/checks';
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
  const ports = ['--port-base', String(await threeFreePorts())];
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

/** The first of three ports in a row that nobody listens on. */
async function threeFreePorts(): Promise<number> {
  for (;;) {
    const first = await listenOn(0);
    const { port } = first.address() as { port: number };
    const more = await Promise.allSettled([listenOn(port + 1), listenOn(port + 2)]);
    const others = more.flatMap((outcome) => ('value' in outcome ? [outcome.value] : []));
    await Promise.all(
      [first, ...others].map((server) => new Promise((done) => server.close(done))),
    );
    if (others.length === 2) return port;
  }
}

async function listenOn(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return server;
}

const isReport = new Ajv2020().compile<ChecksReport>(checksReportSchema);

/** The report that it printed, which keeps to its schema. */
export function reportIn({ stdout }: Run): ChecksReport {
  const report: unknown = JSON.parse(stdout);
  if (!isReport(report)) throw new Error(JSON.stringify(isReport.errors));
  return report;
}
