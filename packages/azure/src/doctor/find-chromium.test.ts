import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findChromium } from './find-chromium.ts';

const fileOf = (program: string): string =>
  process.platform === 'win32' ? `${program}.exe` : program;

async function useFolder(...programs: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'programs-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const program of programs) {
    await writeFile(join(folder, fileOf(program)), '', { mode: 0o755 });
  }
  return folder;
}

test('CHROME_PATH decides', async () => {
  const PATH = await useFolder('chromium');
  expect(await findChromium({ PATH, CHROME_PATH: '/opt/chrome' })).toBe('/opt/chrome');
});

test('the PATH is searched for the one without windows first', async () => {
  const folders = [
    await useFolder('google-chrome', 'chromium'),
    await useFolder('chromium-headless-shell'),
  ];
  const PATH = folders.join(delimiter);
  expect(await findChromium({ PATH })).toBe(join(folders[1]!, fileOf('chromium-headless-shell')));
});

test('there may be none', async () => {
  expect(await findChromium({ PATH: await useFolder() })).toBeUndefined();
  expect(await findChromium({})).toBeUndefined();
});
