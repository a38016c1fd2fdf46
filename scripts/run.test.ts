import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { type Checkout, useCheckout, useNode } from './bootstrap/test-checkout.ts';

/** The bootstrap as a whole, in checkouts where npm and pnpm are stand-ins. */

const onWindows = process.platform === 'win32';

async function useReadyCheckout(): Promise<Checkout> {
  const checkout = await useCheckout();
  expect(await checkout.run(['exit', '0']).ended).toMatchObject({ code: 0 });
  return checkout;
}

/** Waits until npm or pnpm has been called. */
async function untilCalled(checkout: Checkout): Promise<void> {
  const watcher = watch(checkout.root);
  while (checkout.calls().length === 0) await once(watcher, 'change');
  watcher.close();
}

describe('setting up', () => {
  test('installs once and says so, and then starts nothing but the command', async () => {
    const checkout = await useCheckout();
    const first = await checkout.run(['exit', '0']).ended;
    expect(first).toMatchObject({ code: 0, stdout: '' });
    expect(first.stderr.replaceAll(/[\d.]+ s/g, 'n s')).toBe(
      '• pnpm 12.21.0 …\n✓ pnpm 12.21.0 (n s)\n• packages …\n✓ packages (n s)\n',
    );
    expect(checkout.calls()).toEqual(['npm', 'pnpm']);

    expect(await checkout.run(['exit', '0']).ended).toMatchObject({ code: 0, stderr: '' });
    expect(checkout.calls()).toEqual(['npm', 'pnpm']);
  });

  test.each<[string, (checkout: Checkout) => Promise<void>, string[]]>([
    ['the lockfile changes', ({ path }) => writeFile(path('pnpm-lock.yaml'), 'new'), ['pnpm']],
    [
      'a package appears',
      async ({ path }) => {
        await mkdir(path('packages', 'two'));
        await writeFile(path('packages', 'two', 'package.json'), '{}');
      },
      ['pnpm'],
    ],
    ['node_modules is gone', ({ path }) => rm(path('node_modules'), { recursive: true }), ['pnpm']],
    ['.tools is gone', ({ path }) => rm(path('.tools'), { recursive: true }), ['npm', 'pnpm']],
  ])('installs again when %s', async (_, change, calls) => {
    const checkout = await useReadyCheckout();
    await change(checkout);
    expect(await checkout.run(['exit', '0']).ended).toMatchObject({ code: 0 });
    expect(checkout.calls()).toEqual(['npm', 'pnpm', ...calls]);
  });

  test('two at once install once: one waits for the other', async () => {
    const checkout = await useCheckout();
    const gate = checkout.path('gate');
    const first = checkout.run(['exit', '0'], { env: { GATE: gate } });
    await untilCalled(checkout);
    const second = checkout.run(['exit', '0']);
    await second.until(`waiting for another set-up (process ${first.child.pid})`, 'stderr');
    await writeFile(gate, '');
    expect(await first.ended).toMatchObject({ code: 0 });
    expect(await second.ended).toMatchObject({ code: 0 });
    expect(checkout.calls()).toEqual(['npm', 'pnpm']);
    expect(existsSync(checkout.path('.tools', '.lock'))).toBe(false);
  });

  test.each(['dead', 'silent'])('takes over the lock of a %s owner', async (kind) => {
    const checkout = await useCheckout();
    const owner = kind === 'dead' ? spawnSync(process.execPath, ['-e', '']).pid : process.pid;
    const file = checkout.path('.tools', '.lock', 'pid');
    await mkdir(checkout.path('.tools', '.lock'), { recursive: true });
    await writeFile(file, String(owner));
    const elevenMinutesAgo = Date.now() / 1_000 - 11 * 60;
    if (kind === 'silent') await utimes(file, elevenMinutesAgo, elevenMinutesAgo);
    expect(await checkout.run(['exit', '0']).ended).toMatchObject({ code: 0 });
    expect(checkout.calls()).toEqual(['npm', 'pnpm']);
  });

  test('a failure tells cause and remedy, and what it left half done is not trusted', async () => {
    const checkout = await useCheckout();
    const failed = await checkout.run(['exit', '0'], { env: { NPM_FAILS: '1' } }).ended;
    expect(failed).toMatchObject({ code: 1, stdout: '' });
    expect(failed.stderr).toContain('npm error code ENOTFOUND');
    expect(failed.stderr).toContain('✘ pnpm 12.21.0: the network cannot be reached\n  How to fix:');
    expect(existsSync(checkout.path('.tools', '.lock'))).toBe(false);

    expect(await checkout.run(['exit', '0']).ended).toMatchObject({ code: 0 });
    expect(checkout.calls()).toEqual(['npm', 'npm', 'pnpm']);
  });

  test.skipIf(onWindows)('stops when told to, and leaves no lock', async () => {
    const checkout = await useCheckout();
    const run = checkout.run(['exit', '0'], { env: { GATE: checkout.path('gate') } });
    await untilCalled(checkout);
    run.child.kill('SIGTERM');
    expect(await run.ended).toMatchObject({ code: 143, stdout: '' });
    expect(existsSync(checkout.path('.tools', '.lock'))).toBe(false);
    expect(checkout.calls()).toEqual(['npm']);
  });
});

describe('the command', () => {
  test('runs at the root from wherever it is called, and knows where that was', async () => {
    const checkout = await useReadyCheckout();
    const elsewhere = checkout.path('packages', 'one');
    const { stdout } = await checkout.run(['tell', 'a b', '--c'], {
      cwd: elsewhere,
      env: { CI: '' },
    }).ended;
    expect(JSON.parse(stdout)).toEqual({
      args: ['a b', '--c'],
      cwd: checkout.root,
      environment: {
        CI: '',
        DO_NOT_TRACK: '1',
        INIT_CWD: elsewhere,
        TURBO_TELEMETRY_DISABLED: '1',
      },
    });
  });

  test('may be that of a package', async () => {
    const checkout = await useReadyCheckout();
    const { stdout } = await checkout.run(['test', 'one.test.ts']).ended;
    expect(stdout).toBe('run --project fast one.test.ts\n');
    const slow = await checkout.run(['test:slow']).ended;
    expect(slow.stdout).toBe('run --project slow\n');
  });

  test('passes its exit code on', async () => {
    const checkout = await useReadyCheckout();
    expect(await checkout.run(['exit', '7']).ended).toMatchObject({ code: 7, signal: null });
    if (!onWindows) expect(await checkout.run(['die']).ended).toMatchObject({ code: 128 + 9 });
  });

  test.skipIf(onWindows)('hears each signal once', async () => {
    const checkout = await useReadyCheckout();
    const run = checkout.run(['wait']);
    await run.until('ready');
    run.child.kill('SIGINT');
    await run.until('SIGINT');
    run.child.kill('SIGTERM');
    expect(await run.ended).toMatchObject({ code: 5, stdout: 'ready\nSIGINT\nSIGTERM\n' });
  });

  test('ends when whoever started us is killed', async () => {
    const checkout = await useReadyCheckout();
    const starter = `require('node:child_process').spawn(process.execPath, ['scripts/run.mjs', 'wait'], { stdio: 'inherit' })`;
    const run = useNode(['-e', starter], { cwd: checkout.root });
    await run.until('ready');
    run.child.kill('SIGKILL');
    // This waits for the end of all that have the streams.
    const { stdout } = await run.ended;
    expect(stdout).toBe(onWindows ? 'ready\n' : 'ready\nSIGTERM\n');
  });
});

test('without a command it lists those that there are', async () => {
  const checkout = await useCheckout();
  const help = 'Usage (arguments go behind --):\n  npm start\n';
  expect(await checkout.run([]).ended).toMatchObject({ code: 2, stdout: help, stderr: '' });
  expect(await checkout.run(['--help']).ended).toMatchObject({ code: 0, stdout: help });
  expect(checkout.calls()).toEqual([]);
});
