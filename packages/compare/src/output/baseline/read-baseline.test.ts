import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sampleReport } from '../testing/sample-report.ts';
import { parseBaseline, readBaseline } from './read-baseline.ts';

test('a report of an earlier run is read whole', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'baseline-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'report.json');
  await writeFile(file, JSON.stringify(sampleReport()));
  expect(await readBaseline(file)).toEqual(sampleReport());
  await expect(readBaseline(join(folder, 'other.json'))).rejects.toThrow('cannot be read');
});

test.each([
  ['text that is no JSON', '<html>', 'is no report of npm run compare'],
  ['a list', '[]', 'is no report of npm run compare'],
  ['something without a version', '{}', 'is of version none, and only version 1'],
  ['a later version', '{ "version": 2 }', 'is of version 2, and only version 1 can be compared'],
  ['a version that is a text', '{ "version": "1" }', 'is of version "1"'],
  ['half a report', '{ "version": 1 }', 'is no whole report:\n✖ Invalid input'],
])('%s is refused in plain words', (_, text, message) => {
  expect(() => parseBaseline(text)).toThrow(message);
});
