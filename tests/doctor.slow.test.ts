import { expect, test } from 'vitest';
import { bareMachine, doctor, reportIn, secret } from './support/doctor.ts';

/** `npm run doctor` as a program: what it prints as JSON, and its exit codes. */

test('says all as JSON, which keeps to its schema', async () => {
  const run = await doctor(['--json'], await bareMachine());
  const report = reportIn(run);
  expect(run.stdout).not.toContain(secret);
  expect(report).toMatchObject({ version: 1, ok: true, counts: { failed: 0 } });
  expect(report.checks.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['node.machine', 'port.extension-server', 'azd', 'cloud']),
  );
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
  expect(stderr).toContain('--port-base: 65532 is the highest');
});
