import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isTemplate, root } from '../support/repository.ts';
import { runStep, useCleanClone, useStandIns } from './support/run-step.ts';
import { allSteps, readJob } from './support/workflows.ts';

/** Steps that do not run here, and why. */
const notRun: Readonly<Record<string, string>> = {
  'ci.yml test: npm run check': '.ci/run runs it',
  'ci.yml test: npm test': '.ci/run runs it',
  'ci.yml slow: npm run test:slow': '.ci/run runs it, and with it this test',
  'azure-dev.yml test: npm test': '.ci/run runs it',
  'ci.yml bicep: bicep build infra/main.bicep --stdout > /dev/null':
    'the Bicep CLI of the runner, which also fetches the Graph extension; check:infra runs it where there is one',
  'ci.yml bicep: bicep lint infra/main.bicep': 'as the step before',
};

/** The scripts are bash's, as on the runners that they run on. */
const isWindows = process.platform === 'win32';

const decide = 'azure-dev.yml configured: Decide where to deploy';
const deploySteps = [
  'Check the variables',
  'Sign in',
  'Provision',
  'Deploy',
  'Verify',
  'Compare',
].map((name) => `deploy.yml deploy: ${name}`);
const [check, signIn, provision, deploy, verify, compare] = deploySteps as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const cleanCommands = ['ci.yml test: npm run package', 'ci.yml bicep: npm run check:infra'];

const variables = {
  AZURE_CLIENT_ID: 'client id',
  AZURE_TENANT_ID: 'tenant id',
  AZURE_SUBSCRIPTION_ID: 'subscription',
  AZURE_ENV_NAME: 'prod; echo "$0"',
  AZURE_LOCATION: 'eastus2',
};

test('each step that runs a script is run below, or not run for a reason', () => {
  const scripts = allSteps.filter(({ step }) => step.run).map(({ key }) => key);
  const accounted = [decide, ...deploySteps, ...cleanCommands, ...Object.keys(notRun)];
  expect(scripts.toSorted()).toEqual(accounted.toSorted());
});

test.runIf(isTemplate)('what .ci/run stands in for is what it runs', () => {
  const script = readFileSync(join(root, '.ci/run'), 'utf8');
  const parts = [...script.matchAll(/^part (\S+)/gm)].map((match) => match[1]);
  const standsFor = Object.entries(notRun)
    .filter(([, reason]) => reason.startsWith('.ci/run'))
    .map(([key]) => /npm (?:run )?(\S+)$/.exec(key)?.[1]);
  expect(new Set(standsFor)).toEqual(new Set(parts));
});

describe.skipIf(isWindows)('in a clean clone', () => {
  test('npm run package sets itself up and packages both apps', async () => {
    const clone = await useCleanClone();
    const { code, output } = await runStep('ci.yml test: npm run package', { folder: clone });
    expect(output).toContain('extension-server');
    expect(code).toBe(0);
    for (const app of ['extension-server', 'self-hosted-server']) {
      expect(await readdir(join(clone, 'apps', app, 'deploy'))).toContain('host.json');
    }
  });

  test('npm run check:infra needs nothing installed', async () => {
    const clone = await useCleanClone();
    const step = await runStep('ci.yml bicep: npm run check:infra', { folder: clone });
    expect(step.output).toMatch(/infra: (?:nothing found|not checked)/);
    expect(step.code).toBe(0);
    expect(await readdir(clone)).not.toContain('node_modules');
  });
});

describe.skipIf(isWindows)('deciding where to deploy', () => {
  const decideWith = async (env: Record<string, string>) => {
    const { folder } = await useStandIns();
    const page = 'https://github.example/o/r/blob/abc/docs/pipeline.md';
    return runStep(decide, { folder, env: { PAGE: page, REF: 'refs/heads/main', ...env } });
  };

  test('says what to do where nothing is configured, and fails nothing', async () => {
    const step = await decideWith({ AZURE_CLIENT_ID: '', DEPLOY_STAGES: '' });
    expect(step).toMatchObject({ code: 0, outputs: { mode: 'none' } });
    expect(step.output).toContain('::notice title=Not deployed::');
    expect(step.summary).toContain('azd pipeline config');
    expect(step.summary).toContain('](https://github.example/o/r/blob/abc/docs/pipeline.md)');
  });

  test('finds one environment, or stages', async () => {
    const one = await decideWith({ AZURE_CLIENT_ID: 'id', DEPLOY_STAGES: 'false' });
    expect(one).toMatchObject({ code: 0, outputs: { mode: 'single' }, summary: '' });
    const stages = await decideWith({ AZURE_CLIENT_ID: '', DEPLOY_STAGES: 'true' });
    expect(stages).toMatchObject({ code: 0, outputs: { mode: 'stages' }, summary: '' });
  });

  test.each(['', 'true'])('refuses all but main (DEPLOY_STAGES=%s)', async (stages) => {
    for (const ref of ['refs/heads/feature', 'refs/tags/main', 'refs/heads/main2']) {
      const step = await decideWith({ AZURE_CLIENT_ID: 'id', DEPLOY_STAGES: stages, REF: ref });
      expect(step).toMatchObject({ code: 1, outputs: {} });
      expect(step.output).toContain(`Only main is deployed, and this is ${ref}.`);
    }
  });

  test('refuses what might have been meant as true', async () => {
    const step = await decideWith({ AZURE_CLIENT_ID: 'id', DEPLOY_STAGES: 'True' });
    expect(step).toMatchObject({ code: 1, outputs: {} });
    expect(step.output).toContain('DEPLOY_STAGES is True; it must be true or false.');
  });

  test('reads what the job gives it, and no more', () => {
    const { steps } = readJob('azure-dev.yml', 'configured');
    const names = ['REF', 'DEPLOY_STAGES', 'AZURE_CLIENT_ID', 'PAGE'];
    expect(Object.keys(steps![0]!.env!)).toEqual(names);
    expect(steps![0]!.env!['REF']).toBe('${{ github.ref }}');
  });
});

describe.skipIf(isWindows)('checking the variables', () => {
  test('is content when all are there', async () => {
    const { folder } = await useStandIns();
    expect(await runStep(check, { folder, env: variables })).toMatchObject({ code: 0, output: '' });
  });

  test('names all that are missing', async () => {
    const { folder } = await useStandIns();
    const env = { ...variables, AZURE_TENANT_ID: '', AZURE_LOCATION: '' };
    const step = await runStep(check, { folder, env });
    expect(step.code).toBe(1);
    expect(step.output).toContain('not set: AZURE_TENANT_ID AZURE_LOCATION.');
  });
});

describe.skipIf(isWindows)('azd', () => {
  test('signs in as the pipeline, without a secret', async () => {
    const { folder, env, calls } = await useStandIns();
    const step = await runStep(signIn, { folder, env: { ...variables, ...env } });
    expect(step.code).toBe(0);
    expect(await calls()).toEqual([
      'azd <auth> <login> <--client-id> <client id> <--tenant-id> <tenant id> <--federated-credential-provider> <github>',
    ]);
  });

  test('that is not let in says where to look', async () => {
    const { folder, env } = await useStandIns(1);
    const step = await runStep(signIn, { folder, env: { ...variables, ...env } });
    expect(step.code).toBe(1);
    expect(step.output).toContain('::error title=Not signed in::');
    expect(step.output).toContain('docs/pipeline.md');
  });

  test('provisions without asking, and its failure is that of the job', async () => {
    const { folder, env, calls } = await useStandIns(0, 1);
    expect(await runStep(provision, { folder, env })).toMatchObject({ code: 0 });
    expect(await runStep(provision, { folder, env })).toMatchObject({ code: 1 });
    expect(await calls()).toEqual([
      'azd <provision> <--no-prompt>',
      'azd <provision> <--no-prompt>',
    ]);
  });

  const tried = 'azd <deploy> <--no-prompt>';
  test.each([
    ['at once', [], 0, [tried]],
    ['at the second try', [1], 0, [tried, 'sleep <7>', tried]],
    ['at the third try', [1, 2], 0, [tried, 'sleep <7>', tried, 'sleep <7>', tried]],
    ['never', [1, 1, 1, 0], 1, [tried, 'sleep <7>', tried, 'sleep <7>', tried]],
  ])('deploys: %s', async (_, codes, expected, expectedCalls) => {
    const { folder, env, calls } = await useStandIns(...codes);
    const step = await runStep(deploy, { folder, env: { ...env, RETRY_SECONDS: '7' } });
    expect(step.code).toBe(expected);
    expect(await calls()).toEqual(expectedCalls);
    expect(step.output.match(/::warning::/g) ?? []).toHaveLength(Math.min(codes.length, 2));
    expect(step.output.includes('::error::')).toBe(expected === 1);
  });

  test('waits between the tries as long as roles may take', () => {
    const step = readJob('deploy.yml', 'deploy').steps!.find(({ name }) => name === 'Deploy');
    expect(step?.env).toEqual({ RETRY_SECONDS: 60 });
  });
});

describe.skipIf(isWindows)('what is deployed', () => {
  test.each([0, 1])('is verified, shown, and decides (%i)', async (code) => {
    const { folder, env, calls } = await useStandIns(code);
    const step = await runStep(verify, { folder, env: { ...variables, ...env } });
    expect(step.code).toBe(code);
    expect(await calls()).toEqual([
      'npm <run> <--silent> <verify> <--> <--env> <prod; echo "$0"> <--wait>',
    ]);
    expect(step.output).toContain('✓ Extension server answers');
    expect(step.summary).toContain('```text\n✓ Extension server answers\n```\n');
  });

  test('is compared in the summary', async () => {
    const { folder, env, calls } = await useStandIns();
    const step = await runStep(compare, { folder, env: { ...variables, ...env } });
    expect(step).toMatchObject({ code: 0, summary: '# Compared\n' });
    expect(await calls()).toEqual([
      'npm <run> <--silent> <compare> <--> <--env> <prod; echo "$0"> <--quick>',
    ]);
  });

  test('stays deployed when it cannot be compared', async () => {
    const { folder, env } = await useStandIns(1);
    const step = await runStep(compare, { folder, env: { ...variables, ...env } });
    expect(step).toMatchObject({ code: 0, summary: '' });
    expect(step.output).toContain('::warning::');
  });
});
