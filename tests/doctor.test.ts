import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checksReportSchema, type ChecksReport } from '@side-by-side/azure/checks';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkMachineNode } from '../packages/azure/src/doctor/node-checks.ts';
import { root } from './support/repository.ts';

const cli = join(root, 'scripts', 'cli.ts');
const secret = 'the-secret-of-a-pipeline';
const windows = process.platform === 'win32';

/** A machine that has Node and npm, and nothing else; and a home without anything of azd. */
async function bareMachine(programs: Record<string, string> = {}) {
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

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function doctor(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Run> {
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

function reportIn({ stdout }: Run): ChecksReport {
  const report: unknown = JSON.parse(stdout);
  if (!isReport(report)) throw new Error(JSON.stringify(isReport.errors));
  return report;
}

describe('on a machine with Node alone', () => {
  test('nothing fails, and what is missing for azd up is said with its remedy', async () => {
    const { code, stdout, stderr } = await doctor([], await bareMachine());
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain("✓ The machine's Node is v24.1.0");
    expect(stdout).toMatch(
      /! There is no azd on the PATH.*\n {4}How to fix: https:\/\/aka\.ms\/azd-install\n/,
    );
    expect(stdout).toContain('– Azure was not asked: nobody is signed in.\n');
    expect(stdout).toMatch(/\n\n\d+ ok, \d+ hints, \d+ skipped\n$/);
    expect(stdout).not.toContain('\u001B');
    expect(stdout).not.toContain(secret);
  });

  test('says the same as JSON, which keeps to its schema', async () => {
    const run = await doctor(['--json'], await bareMachine());
    const report = reportIn(run);
    expect(run.stdout).not.toContain(secret);
    expect(report).toMatchObject({ version: 1, ok: true, counts: { failed: 0 } });
    expect(report.checks.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['node.machine', 'port.extension-server', 'azd', 'cloud']),
    );
  });
});

test('one thing that fails is exit code 1', async () => {
  const run = await doctor(['--json'], await bareMachine({ node: 'v18.20.4' }));
  expect(run.code).toBe(1);
  const { ok, checks } = reportIn(run);
  expect(ok).toBe(false);
  expect(checks.filter(({ outcome }) => outcome === 'failed')).toMatchObject([
    { id: 'node.machine', remedy: expect.stringContaining('https://nodejs.org') },
  ]);
});

test('so is an azd environment that is not there, and --local leaves Azure out', async () => {
  const run = await doctor(['--json', '--local', '--env', 'no-such'], await bareMachine());
  expect(run.code).toBe(1);
  const { checks } = reportIn(run);
  expect(checks).toContainEqual(
    expect.objectContaining({ id: 'azd.environment', outcome: 'failed' }),
  );
  expect(checks.at(-1)).toMatchObject({ id: 'cloud', outcome: 'skipped' });
});

test('ports that there are not are refused', async () => {
  const { code, stdout, stderr } = await doctor(['--port-base', '65534'], await bareMachine());
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('--port-base: 65534');
});

describe('the bootstrap, which speaks before the doctor does, judges a Node alike:', () => {
  const load = (file: string): Promise<unknown> =>
    import(new URL(`../scripts/bootstrap/${file}`, import.meta.url).href);
  const versions = [
    'v18.20.4',
    'v20.10.0',
    'v20.11.0',
    'v22.17.1',
    'v22.18.0',
    'v23.11.0',
    'v24.0.0',
    'v25.9.0',
    'v26.0.0',
  ];
  const machines = [
    'linux-x64',
    'linux-arm64',
    'win32-x64',
    'win32-arm64',
    'darwin-x64',
    'darwin-arm64',
  ];

  test.each(machines)('%s', async (machine) => {
    const { refusal } = (await load('node-versions.mjs')) as {
      refusal: (version: string) => string | undefined;
    };
    const { nodeToFetch } = (await load('layout.mjs')) as {
      nodeToFetch: (machine: object, isMusl: boolean) => object | undefined;
    };
    const [platform = '', arch = ''] = machine.split('-');
    const takes = (version: string, isMusl: boolean): boolean => {
      try {
        nodeToFetch({ version, platform, arch }, isMusl);
        return refusal(version) === undefined;
      } catch {
        return false;
      }
    };
    for (const isMusl of [false, true]) {
      for (const version of versions) {
        const facts = { machine: version, running: 'v24.0.0', platform, arch, isMusl };
        const said = [version, isMusl, checkMachineNode(facts).outcome];
        expect(said).toEqual([version, isMusl, takes(version, isMusl) ? 'ok' : 'failed']);
      }
    }
  });
});

test('is in package.json and in the README', async () => {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  expect(scripts['doctor']).toBe('node scripts/run.mjs doctor');
  expect(await readFile(join(root, 'README.md'), 'utf8')).toContain('`npm run doctor`');
});
