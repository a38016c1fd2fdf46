import { once } from 'node:events';
import { watch } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { watchFolders } from './watch.ts';

/** With the real file system, and a clock that only the tests move: a change that counts is a timer that runs. */

let folder: string;
let fired: number;
let stop: () => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watched-'));
  for (const name of ['src/nested', 'node_modules/library', '.git', 'dist']) {
    await mkdir(join(folder, name), { recursive: true });
  }
  await writeFile(join(folder, 'src/nested/a.ts'), '');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  fired = 0;
  stop = watchFolders([folder], () => (fired += 1));
  return async () => {
    stop();
    vi.useRealTimers();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
});

/** Writes a file and waits until a watcher that is younger than the one under test has heard of it. */
async function write(file: string): Promise<void> {
  const path = join(folder, file);
  const witness = watch(dirname(path));
  onTestFinished(() => witness.close());
  const heard = once(witness, 'change');
  await writeFile(path, 'changed');
  await heard;
}

/** Unlike a poll of the test runner this moves no clock. */
async function untilNoticed(): Promise<void> {
  while (vi.getTimerCount() === 0) await new Promise((next) => void setImmediate(next));
}

test('several changes below a folder are one, after the debounce', async () => {
  await write('src/nested/a.ts');
  await write('src/b.json');
  await untilNoticed();
  vi.advanceTimersByTime(299);
  expect(fired).toBe(0);
  vi.advanceTimersByTime(1);
  expect(fired).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});

test('a change at the top counts', async () => {
  await write('host.json');
  await untilNoticed();
});

test('a file counts each time it is saved, by writing it or by replacing it', async () => {
  for (const replaced of [true, true, false, true, false]) {
    const saved = replaced ? 'src/nested/a.ts.saved' : 'src/nested/a.ts';
    await write(saved);
    if (replaced) await rename(join(folder, saved), join(folder, 'src/nested/a.ts'));
    await untilNoticed();
    vi.runAllTimers();
  }
  expect(fired).toBe(5);
});

test('a folder that is new far below is watched', async () => {
  await mkdir(join(folder, 'src/nested/new'));
  await write('src/nested/new/first.ts');
  await untilNoticed();
});

test.each([
  'node_modules/library/index.js',
  '.git/config.json',
  'dist/main.js',
  'src/nested/notes.md',
  'README.md',
  '.hidden.ts',
])('a change of %s does not count', async (file) => {
  await write(file);
  expect(vi.getTimerCount()).toBe(0);
});

describe('a folder that is new at the top', () => {
  test('is watched', async () => {
    await mkdir(join(folder, 'new'));
    await write('new/first.ts');
    await untilNoticed();
    vi.runAllTimers();
    await write('new/first.ts');
    await untilNoticed();
  });

  test('counts when it comes with files, and when it goes', async () => {
    const elsewhere = `${folder}-elsewhere`;
    onTestFinished(() => rm(elsewhere, { recursive: true, force: true }));
    await mkdir(elsewhere);
    await writeFile(join(elsewhere, 'a.ts'), '');
    await rename(elsewhere, join(folder, 'new'));
    await untilNoticed();
    vi.runAllTimers();
    await rename(join(folder, 'new'), elsewhere);
    await untilNoticed();
  });
});

test('ending it ends it: also what is about to be told', async () => {
  await write('src/nested/a.ts');
  await untilNoticed();
  stop();
  await write('src/nested/a.ts');
  expect(vi.getTimerCount()).toBe(0);
  expect(fired).toBe(0);
});
