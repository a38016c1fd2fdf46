import type { CheckOutcome, CheckResult } from './check.ts';

export type CheckCounts = Readonly<Record<CheckOutcome, number>>;

/** What `--json` prints. `version` rises with a change that could break who reads it. */
export interface ChecksReport {
  readonly version: 1;
  /** Whether nothing failed: what the exit code says too. */
  readonly ok: boolean;
  readonly counts: CheckCounts;
  readonly checks: readonly CheckResult[];
}

export function reportOf(checks: readonly CheckResult[]): ChecksReport {
  const count = (outcome: CheckOutcome): number =>
    checks.filter((check) => check.outcome === outcome).length;
  const counts = {
    ok: count('ok'),
    failed: count('failed'),
    hint: count('hint'),
    skipped: count('skipped'),
  };
  return { version: 1, ok: counts.failed === 0, counts, checks };
}

/** 0 where nothing failed: hints and what was skipped stop no pipeline. */
export function exitCodeOf({ ok }: ChecksReport): 0 | 1 {
  return ok ? 0 : 1;
}

const text = { type: 'string', minLength: 1 };
const count = { type: 'integer', minimum: 0 };

/** The JSON Schema (2020-12) of a `ChecksReport`. Readers must bear with properties that it does not name. */
export const checksReportSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Checks of npm run doctor or npm run verify',
  type: 'object',
  required: ['version', 'ok', 'counts', 'checks'],
  properties: {
    version: { const: 1 },
    ok: { type: 'boolean' },
    counts: {
      type: 'object',
      required: ['ok', 'failed', 'hint', 'skipped'],
      properties: { ok: count, failed: count, hint: count, skipped: count },
    },
    checks: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'outcome', 'message'],
        properties: {
          id: { type: 'string', pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)*$' },
          outcome: { enum: ['ok', 'failed', 'hint', 'skipped'] },
          message: text,
          cause: text,
          remedy: text,
          known: { type: 'string', pattern: '^[a-z0-9-]+$' },
        },
      },
    },
  },
} as const;
