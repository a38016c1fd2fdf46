import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type ChecksReport, checksReportSchema } from '@side-by-side/azure/checks';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test, type TestContext } from 'vitest';
import { harmless } from '../support/harmless-tool.ts';
import { root } from '../support/repository.ts';
import { plain, useCli } from '../support/start-process.ts';

/** `npm run verify` as a program: what it prints where, its exit code, and Ctrl-C. */

const fixture = fileURLToPath(new URL('fixtures/verify-here.ts', import.meta.url));

/** As long as five processes may need to start at once on a busy machine. */
const patience = { timeout: 120_000 };

/** Tests run at the same time, so each says itself when it has ended. */
function start(
  onTestFinished: TestContext['onTestFinished'],
  how: 'well' | 'keyless' | 'broken' | 'silent',
  args: readonly string[] = [],
) {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', fixture, how, ...args],
    { cwd: root, env: { ...process.env, ...plain }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const printed = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (printed.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (printed.err += text));
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    ...printed,
  }));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, printed, ended };
}

const isReport = new Ajv2020().compile<ChecksReport>(checksReportSchema);

function reportIn(text: string): ChecksReport {
  const report: unknown = JSON.parse(text);
  if (!isReport(report)) throw new Error(JSON.stringify(isReport.errors));
  return report;
}

describe('run to its end', () => {
  test.concurrent('where all is well it prints a line for each thing, and ends with 0', async ({
    onTestFinished,
  }) => {
    const { code, out, err } = await start(onTestFinished, 'well', ['--env', 'test', '--wait'])
      .ended;
    expect(err).toBe('');
    const end = harmless
      ? `✓ Self-hosted server: it answers a call of ${harmless.name}.\n\n11 ok\n`
      : '\n\n10 ok, 1 skipped\n';
    expect(out.slice(-end.length)).toBe(end);
    expect(code).toBe(0);
  });

  test.concurrent('where something is wrong it says why and what mends it, and ends with 1', async ({
    onTestFinished,
  }) => {
    const { code, out } = await start(onTestFinished, 'broken').ended;
    expect(out).toContain('✘ Self-hosted server: settings that Flex Consumption does not have');
    expect(out).toMatch(/ {4}Why: .+\n {4}How to fix: az functionapp config appsettings delete/);
    expect(code).toBe(1);
  });

  test.concurrent('as JSON it keeps to the schema, and waits in silence on standard output', async ({
    onTestFinished,
  }) => {
    // It counts from before the first look, which on a busy machine takes seconds.
    const { code, out, err } = await start(onTestFinished, 'keyless', ['--json', '--wait', '15'])
      .ended;
    expect(reportIn(out).checks).toContainEqual(
      expect.objectContaining({ id: 'self-hosted-server.key', known: 'key-missing' }),
    );
    expect(err).toMatch(/^Waiting, \d+ s at most: .*the host key default is not there\.\n$/);
    expect(code).toBe(1);
  });
});

describe.skipIf(process.platform === 'win32')('after Ctrl-C', () => {
  test.concurrent('what was seen stands, and the report does not look good', async ({
    onTestFinished,
  }) => {
    const { child, printed, ended } = start(onTestFinished, 'silent');
    await expect.poll(() => printed.out, patience).toContain('a package is deployed');
    child.kill('SIGINT');
    const { code, out } = await ended;
    expect(out).toContain('✓ Self-hosted server: its settings are right.');
    expect(out).toMatch(
      /✘ Interrupted: not everything was looked at\.\n {4}How to fix: npm run verify\n\n6 ok, 1 failed\n$/,
    );
    expect(code).toBe(130);
  });

  test.concurrent('while it waits it ends at once, with what was seen last', async ({
    onTestFinished,
  }) => {
    const { child, printed, ended } = start(onTestFinished, 'keyless', ['--wait', '600', '--json']);
    await expect.poll(() => printed.err, patience).toContain('Waiting');
    child.kill('SIGINT');
    const { code, out } = await ended;
    const report = reportIn(out);
    expect(report.ok).toBe(false);
    expect(report.checks.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['self-hosted-server.key', 'interrupted']),
    );
    expect(code).toBe(130);
  });
});

describe('says what cannot be meant', () => {
  test.each([
    [['--wait', '0'], "--wait: '0' must be 1 to 3600 seconds"],
    [['60'], 'A time to wait is --wait SECONDS'],
    [['--subscription', 'a'], 'Give both, --subscription ID and --resource-group NAME'],
    [['--auth-mode', 'open'], 'open'],
    [['--envv', 'a'], 'knows no option --envv'],
  ])('%j', async (args, message) => {
    const cli = useCli(root, ['verify', ...args]);
    const { code } = await cli.ended;
    expect(cli.output()).toContain(message);
    expect(code).toBe(1);
  });
});
