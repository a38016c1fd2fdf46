import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Report } from '../report/report.ts';
import { renderHtml } from './html/render-html.ts';
import { renderMarkdown } from './markdown/render-markdown.ts';
import { sampleReport } from './testing/sample-report.ts';
import { writeReports } from './write-reports.ts';

async function useFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'report-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'reports', 'compare');
}

test('the report is written in all three forms', async () => {
  const folder = await useFolder();
  const files = await writeReports(sampleReport(), folder);
  expect((await readdir(folder)).toSorted()).toEqual(['index.html', 'report.json', 'report.md']);
  expect(JSON.parse(await readFile(files.json, 'utf8'))).toEqual(sampleReport());
  expect(await readFile(files.markdown, 'utf8')).toBe(renderMarkdown(sampleReport()));
  expect(await readFile(files.html, 'utf8')).toBe(renderHtml(sampleReport()));
});

test('what is not of the report’s type does not get out', async () => {
  const report = sampleReport();
  Object.assign(report.servers[0], { headers: { 'x-functions-key': 'a secret' } });
  const files = await writeReports(report, await useFolder());
  for (const file of Object.values(files)) {
    expect(await readFile(file, 'utf8')).not.toContain('a secret');
  }
});

test('a report that is wrong is not written at all', async () => {
  const folder = await useFolder();
  const report = { ...sampleReport(), version: 2 } as unknown as Report;
  await expect(writeReports(report, folder)).rejects.toThrow('version');
  await expect(readdir(folder)).rejects.toThrow('ENOENT');
});
