import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { measureFolder } from './measure-folder.ts';

test('files count at any depth, each gzipped by itself, and source maps do not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'size-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const text = 'abc'.repeat(1_000);
  await mkdir(join(folder, 'dist/deep'), { recursive: true });
  await writeFile(join(folder, 'host.json'), '{}');
  await writeFile(join(folder, 'dist/deep/index.cjs'), text);
  await writeFile(join(folder, 'dist/deep/index.cjs.map'), text);
  expect(await measureFolder(folder)).toEqual({
    bytes: 3_002,
    gzippedBytes: gzipSync('{}').length + gzipSync(text).length,
    files: 2,
  });
});
