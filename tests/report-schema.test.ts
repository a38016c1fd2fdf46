import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleMeters, sampleReport } from '@side-by-side/compare/testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { root } from './support/repository.ts';

/** packages/compare/report.schema.json, as a reader in another language uses it. */
describe('the schema of report.json', () => {
  const schema = JSON.parse(
    readFileSync(join(root, 'packages/compare/report.schema.json'), 'utf8'),
  ) as object;
  const isValid = new Ajv2020({ strict: false }).compile(schema);

  test('takes a report', () => {
    expect(isValid(sampleReport())).toBe(true);
  });

  test('takes one with meters', () => {
    expect(isValid(sampleReport({ meters: sampleMeters() }))).toBe(true);
  });

  test('refuses another version, a third server and an unknown verdict', () => {
    const report = sampleReport();
    expect(isValid({ ...report, version: 2 })).toBe(false);
    expect(isValid({ ...report, servers: [...report.servers, report.servers[0]] })).toBe(false);
    Object.assign(report.capabilities[0]!.cells['extension']!, { verdict: 'perhaps' });
    expect(isValid(report)).toBe(false);
  });
});
