import { describe, expect, test } from 'vitest';
import { evaluateExpression } from './support/expression.ts';
import { type Job, workflows } from './support/workflows.ts';

const { jobs } = workflows['azure-dev.yml']!;

/** How the jobs end when `mode` is what is configured, `environment` what was asked for, and those in `failing` fail. */
function run(mode: string, environment?: string, failing: readonly string[] = []) {
  const results: Record<string, string> = {};
  for (const [name, job] of Object.entries(jobs)) {
    const needs = [job.needs ?? []].flat();
    const starts = condition(job, {
      needs: Object.fromEntries(
        needs.map((need) => [need, { result: results[need], outputs: { mode } }]),
      ),
      inputs: environment === undefined ? {} : { environment },
      succeeded: needs.every((need) => results[need] === 'success'),
    });
    results[name] = !starts ? 'skipped' : failing.includes(name) ? 'failure' : 'success';
  }
  const { configured, ...others } = results;
  expect(configured).toBe(failing.includes('configured') ? 'failure' : 'success');
  return others;
}

/** Without a function of the state in it, a condition is asked only where all went well before. */
function condition(
  job: Job,
  { succeeded, ...contexts }: { succeeded: boolean; needs: object; inputs: object },
): boolean {
  const expression = /^\$\{\{([^]*)\}\}$/.exec(job.if ?? '')?.[1];
  if (!expression?.includes('cancelled()') && !succeeded) return false;
  return expression === undefined || Boolean(evaluateExpression(expression, contexts));
}

const nothing = { test: 'skipped', single: 'skipped', staging: 'skipped', production: 'skipped' };
const one = { ...nothing, test: 'success', single: 'success' };
const staging = { ...nothing, test: 'success', staging: 'success' };
const production = { ...nothing, test: 'success', production: 'success' };
const both = { ...staging, production: 'success' };

describe('a deployment', () => {
  test('does not happen where it is refused', () => {
    for (const asked of [undefined, 'all', 'staging', 'production']) {
      expect(run('', asked, ['configured'])).toEqual(nothing);
    }
  });

  test('does not happen where nothing is configured, and that is no failure', () => {
    expect(run('none')).toEqual(nothing);
    expect(run('none', 'production')).toEqual(nothing);
  });

  test('goes to the one environment, whichever stage somebody asks for', () => {
    expect(run('single')).toEqual(one);
    for (const asked of ['all', 'staging', 'production']) expect(run('single', asked)).toEqual(one);
  });

  test('goes to staging, then to production', () => {
    expect(run('stages')).toEqual(both);
    expect(run('stages', 'all')).toEqual(both);
  });

  test('goes to the stage that somebody asks for, alone', () => {
    expect(run('stages', 'staging')).toEqual(staging);
    expect(run('stages', 'production')).toEqual(production);
  });

  test('stops at staging when that fails', () => {
    expect(run('stages', undefined, ['staging'])).toEqual({ ...staging, staging: 'failure' });
    expect(run('stages', 'all', ['staging'])).toEqual({ ...staging, staging: 'failure' });
  });

  test('does not happen when a test fails', () => {
    const failed = { ...nothing, test: 'failure' };
    expect(run('single', undefined, ['test'])).toEqual(failed);
    expect(run('stages', undefined, ['test'])).toEqual(failed);
    expect(run('stages', 'production', ['test'])).toEqual(failed);
  });
});
