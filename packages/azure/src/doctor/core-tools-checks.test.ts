import { expect, test } from 'vitest';
import { checkAzurite, checkCoreTools } from './core-tools-checks.ts';

test.each([
  ['4.5.0', 'ok', 'func is 4.5.0'],
  ['4.15.1', 'ok', 'func is 4.15.1'],
  ['4.4.1', 'failed', 'needs 4.5.0 or later'],
  ['3.0.0', 'failed', 'needs 4.5.0 or later'],
  ['5.0.0-preview.3', 'hint', 'never tried'],
  ['', 'hint', 'does not say'],
  [undefined, 'hint', 'no func on the PATH'],
])('func %s: %s', (version, outcome, message) => {
  const result = checkCoreTools(version);
  expect(result).toMatchObject({ outcome, message: expect.stringContaining(message) });
  if (outcome !== 'ok') expect(result.remedy).toContain('azure-functions-core-tools@4');
});

test.each([
  [{ hasCoreTools: false, runs: false, isInstalled: false }, 'skipped'],
  [{ hasCoreTools: true, runs: true, isInstalled: false }, 'ok'],
  [{ hasCoreTools: true, runs: false, isInstalled: true }, 'ok'],
  [{ hasCoreTools: true, runs: false, isInstalled: false }, 'hint'],
])('Azurite, %j: %s', (facts, outcome) => {
  expect(checkAzurite(facts).outcome).toBe(outcome);
});
