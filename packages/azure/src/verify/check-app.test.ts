import { describe, expect, test } from 'vitest';
import type { AppSite } from '../arm/site.ts';
import { checkApp, checkFunctions, checkPlan } from './check-app.ts';
import { sampleSite, sampleSubject } from './testing/sample-subject.ts';

const subjectWith = (site: Partial<AppSite>) =>
  sampleSubject({ site: { ok: true, value: { ...sampleSite, ...site } } });
const selfHosted = sampleSubject({ service: 'self-hosted-server' });
const inShort = (lines: readonly { outcome: string; known?: string }[]) =>
  lines.map(({ outcome, known }) => (known ? `${outcome} ${known}` : outcome));

describe('an app', () => {
  test.each<[string, Partial<AppSite>, string[]]>([
    ['that runs', {}, ['ok']],
    ['that is stopped', { state: 'Stopped' }, ['failed app-stopped']],
    ['that is disabled', { enabled: false }, ['failed app-stopped']],
    ['in a state that is not known', { state: 'Migrating' }, ['hint']],
    ['that is limited', { availability: 'Limited' }, ['ok', 'hint']],
    ['of which that is not told', { availability: undefined }, ['ok']],
  ])('%s', (_, site, lines) => {
    expect(inShort(checkApp(subjectWith(site)))).toEqual(lines);
  });

  test('without its tag runs all the same', () => {
    expect(inShort(checkApp(sampleSubject({ tagged: false })))).toEqual(['ok', 'hint tag-missing']);
    expect(inShort(checkApp(sampleSubject({ tagged: undefined })))).toEqual(['ok']);
  });

  test('that cannot be read is a hint, and its plan is not spoken of', () => {
    const subject = sampleSubject({ site: { ok: false, denied: 'a/read', reason: 'No.' } });
    expect(inShort(checkApp(subject))).toEqual(['hint permission-missing']);
    expect(checkPlan(subject)).toEqual([]);
  });
});

describe('the plan', () => {
  test.each<[Partial<AppSite>, string[]]>([
    [{}, ['ok']],
    [{ runtime: { name: 'node', version: '24' } }, ['ok']],
    [{ runtime: { name: 'node', version: '20' } }, ['failed wrong-node']],
    [{ runtime: { name: 'node', version: '' } }, ['failed wrong-node']],
    [{ runtime: undefined }, ['failed wrong-runtime']],
    [{ sku: undefined }, ['failed not-flex']],
    [{ storage: undefined }, ['ok']],
  ])('%j', (site, lines) => {
    expect(inShort(checkPlan(subjectWith(site)))).toEqual(lines);
  });
});

describe('functions', () => {
  const known = (...triggers: (string | undefined)[]) => ({
    ok: true as const,
    value: triggers.map((trigger, at) => ({ name: `f${at}`, trigger, disabled: false })),
  });

  test('that Azure does not know of do not matter where the server answers', () => {
    const line = checkFunctions(selfHosted, known(), true);
    expect(line).toMatchObject({ outcome: 'hint', cause: expect.stringContaining('lags behind') });
    expect(line).not.toHaveProperty('known');
  });

  test.each([
    ['the self-hosted server, which nobody can talk to', selfHosted, undefined, 'hint'],
    ['the self-hosted server, which does not answer', selfHosted, false, 'failed'],
    ['the extension server, which nobody can talk to', sampleSubject(), undefined, 'failed'],
  ] as const)('that are missing of %s: %s', (_, subject, talks, outcome) => {
    const line = checkFunctions(subject, known(), talks);
    expect(line).toMatchObject({ outcome, known: 'functions-missing' });
  });

  test('that are missing after a deployment that failed: Azure’s words for that are passed on', () => {
    const instances = { inProgress: 0, successful: 0, failed: 1 };
    const deployments = [
      { deploymentId: 'a', status: 'RuntimeSuccessful', instances, errors: [] },
      { deploymentId: 'b', status: 'RuntimeFailed', instances, errors: ['It crashed.'] },
    ];
    const cause = (statuses: typeof deployments) =>
      checkFunctions(sampleSubject(), known(), false, statuses).cause;
    expect(cause(deployments)).toContain('A deployment ended as RuntimeFailed. It crashed.');
    expect(cause(deployments.slice(0, 1))).not.toContain('A deployment ended');
  });

  test.each([
    ['of the right server', sampleSubject(), known('McpToolTrigger'), 'ok'],
    ['of the other server', sampleSubject(), known('httpTrigger'), 'failed'],
    ['of the other server', selfHosted, known('mcpToolTrigger', 'x'), 'failed'],
    ['of whichever server, as nothing tells', sampleSubject(), known(undefined), 'ok'],
  ] as const)('%s', (_, subject, functions, outcome) => {
    expect(checkFunctions(subject, functions, undefined).outcome).toBe(outcome);
  });
});
