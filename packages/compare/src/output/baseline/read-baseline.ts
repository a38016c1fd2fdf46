import { readFile } from 'node:fs/promises';
import { UsageError } from '@side-by-side/local-host/errors';
import { z } from 'zod';
import { type Report, report, reportVersion } from '../../report/report.ts';

const versioned = z.looseObject({ version: z.unknown().optional() });

/**
 * Reads the report of an earlier run.
 * @throws UsageError that says why the file cannot be compared with
 */
export async function readBaseline(file: string): Promise<Report> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`The baseline ${file} cannot be read: ${error.message}`);
  });
  return parseBaseline(text, file);
}

/** @param name what to call it in errors */
export function parseBaseline(text: string, name = 'the baseline'): Report {
  const content = versioned.safeParse(parseJson(text));
  if (!content.success) {
    throw new UsageError(`${name} is no report of npm run compare: it is not a JSON object.`);
  }
  const { version } = content.data;
  if (version !== reportVersion) {
    throw new UsageError(
      `${name} is of version ${JSON.stringify(version) ?? 'none'}, and only version ${reportVersion} can be compared. Make a new one with npm run compare.`,
    );
  }
  const parsed = report.safeParse(content.data);
  if (parsed.success) return parsed.data;
  throw new UsageError(`${name} is no whole report:\n${z.prettifyError(parsed.error)}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
