import { z } from 'zod';
import { report } from '../report/report.ts';

/** The JSON Schema of report.json, for readers in other languages. */
export function renderReportSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(report);
  return `${JSON.stringify({ $schema, title: 'Report of npm run compare', ...schema }, null, 2)}\n`;
}
