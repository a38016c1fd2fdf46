import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Report, report as reportType } from '../report/report.ts';
import { renderHtml } from './html/render-html.ts';
import { renderMarkdown } from './markdown/render-markdown.ts';

/** Where each form of a report was written. */
export interface WrittenReports {
  readonly json: string;
  readonly markdown: string;
  readonly html: string;
}

/**
 * Writes report.json, report.md and index.html into `folder`, which is made.
 * @throws ZodError when the report is not of its type; nothing is written then
 */
export async function writeReports(report: Report, folder: string): Promise<WrittenReports> {
  // What is not in the type does not get out.
  const checked = reportType.parse(report);
  const files = {
    json: join(folder, 'report.json'),
    markdown: join(folder, 'report.md'),
    html: join(folder, 'index.html'),
  };
  const contents = {
    json: `${JSON.stringify(checked, null, 2)}\n`,
    markdown: renderMarkdown(checked),
    html: renderHtml(checked),
  };
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(files.json, contents.json),
    writeFile(files.markdown, contents.markdown),
    writeFile(files.html, contents.html),
  ]);
  return files;
}
