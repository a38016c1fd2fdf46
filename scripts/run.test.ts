import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { cp, mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Checkout, makeCheckout, useCheckout, useNode } from './bootstrap/testing/checkout.ts';

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

  test('installs again what has changed or gone, and no more', async () => {
    const { calls, path, run } = await useReadyCheckout();
    const changes: [() => Promise<unknown>, string[]][] = [
      [() => writeFile(path('pnpm-lock.yaml'), 'new'), ['pnpm']],
      [() => cp(path('packages', 'one'), path('packages', 'two'), { recursive: true }), ['pnpm']],
      [() => rm(path('node_modules'), { recursive: true }), ['pnpm']],
      [() => rm(path('.tools'), { recursive: true }), ['npm', 'pnpm']],
    ];
    const expected = calls();
    for (const [change, called] of changes) {
      await change();
      expect(await run(['exit', '0']).ended).toMatchObject({ code: 0 });
      expected.push(...called);
      expect(calls()).toEqual(expected);
    }
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
  let checkout: Checkout;
  beforeAll(async () => {
    checkout = await makeCheckout();
    return checkout.remove;
  });

  test('runs at the root from wherever it is called, and knows where that was', async () => {
    const elsewhere = checkout.path('packages', 'one');
    const { stdout } = await checkout.run(['tell', 'a b', '--c'], {
      cwd: elsewhere,
      env: { CI: 'no' },
    }).ended;
    expect(JSON.parse(stdout)).toEqual({
      args: ['a b', '--c'],
      cwd: checkout.root,
      environment: {
        CI: 'no',
        DO_NOT_TRACK: '1',
        INIT_CWD: elsewhere,
        TURBO_TELEMETRY_DISABLED: '1',
      },
    });
  });

  test('may be that of a package', async () => {
    const { stdout } = await checkout.run(['test', 'one.test.ts']).ended;
    expect(stdout).toBe('run --project fast --project fast-alone one.test.ts\n');
    const slow = await checkout.run(['test:slow']).ended;
    expect(slow.stdout).toBe('run --project slow\n');
  });

  test('passes its exit code on', async () => {
    expect(await checkout.run(['exit', '7']).ended).toMatchObject({ code: 7, signal: null });
  });

  test.skipIf(onWindows)('passes on that a signal has ended it', async () => {
    expect(await checkout.run(['die']).ended).toMatchObject({ code: 128 + 9, signal: null });
  });

  test.skipIf(onWindows)('hears each signal once', async () => {
    const run = checkout.run(['wait']);
    await run.until('ready');
    run.child.kill('SIGINT');
    await run.until('SIGINT');
    run.child.kill('SIGTERM');
    expect(await run.ended).toMatchObject({ code: 5, stdout: 'ready\nSIGINT\nSIGTERM\n' });
  });

  test('ends when whoever started us is killed', async () => {
    const starter = `require('node:child_process').spawn(process.execPath, ['scripts/run.mjs', 'wait'], { stdio: 'inherit' })`;
    const run = useNode(['-e', starter], { cwd: checkout.root, env: checkout.env });
    await run.until('ready');
    run.child.kill('SIGKILL');
    // This waits for the end of all that have the streams.
    const { stdout } = await run.ended;
    expect(stdout).toBe(onWindows ? 'ready\n' : 'ready\nSIGTERM\n');
  });

  test.skipIf(onWindows)('is killed when it does not end in time then', async () => {
    const starter = `require('node:child_process').spawn(process.execPath, ['--input-type=module', '-e', process.argv[1]], { stdio: 'inherit' })`;
    const stubborn = `process.on('SIGTERM', () => console.log('SIGTERM')); setInterval(() => {}, 1_000); console.log('ready')`;
    const runner = `
      import { run } from ${JSON.stringify(pathToFileURL(checkout.path('scripts', 'bootstrap', 'child.mjs')).href)};
      const { code } = await run(process.execPath, ['-e', ${JSON.stringify(stubborn)}], { graceMs: 2_000 });
      console.log(String(code));`;
    const run = useNode(['-e', starter, runner], { cwd: checkout.root, env: checkout.env });
    await run.until('ready');
    run.child.kill('SIGKILL');
    expect((await run.ended).stdout).toBe('ready\nSIGTERM\n137\n');
  });
});

test('without a command it lists those that there are', async () => {
  const checkout = await useCheckout();
  const help = 'Usage (arguments go behind --):\n  npm start\n';
  expect(await checkout.run([]).ended).toMatchObject({ code: 2, stdout: help, stderr: '' });
  expect(await checkout.run(['--help']).ended).toMatchObject({ code: 0, stdout: help });
  expect(checkout.calls()).toEqual([]);
});
