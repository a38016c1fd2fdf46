import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../support/repository.ts';
import { allSteps, readJob, workflows, workflowTexts } from './support/workflows.ts';

const jobs = Object.entries(workflows).flatMap(([file, workflow]) =>
  Object.entries(workflow.jobs).map(([name, job]) => [`${file} ${name}`, job] as const),
);

const readCode = { contents: 'read' };
const signIn = { contents: 'read', 'id-token': 'write' };

/** What each job may do, and no more. Without `id-token` none can sign in to Azure. */
const permissions: Readonly<Record<string, object>> = {
  'azure-dev.yml configured': {},
  'azure-dev.yml test': readCode,
  'azure-dev.yml single': signIn,
  'azure-dev.yml staging': signIn,
  'azure-dev.yml production': signIn,
  'ci.yml test': readCode,
  'ci.yml slow': readCode,
  'ci.yml bicep': readCode,
  'codeql.yml analyze': { contents: 'read', 'security-events': 'write' },
  'deploy.yml deploy': signIn,
  'template-validation.yml files': readCode,
  'template-validation.yml azd': signIn,
};

describe('permissions', () => {
  test.each(Object.entries(workflows))('%s gives none to all its jobs', (_, workflow) => {
    expect(workflow.permissions).toEqual({});
  });

  test('are exactly these, job by job', () => {
    const given = Object.fromEntries(jobs.map(([name, job]) => [name, job.permissions]));
    expect(given).toEqual(permissions);
  });

  test('are explained in docs/pipeline.md, each', () => {
    const page = readFileSync(join(root, 'docs/pipeline.md'), 'utf8');
    const given = Object.values(permissions).flatMap((rights) =>
      Object.entries(rights).map(([name, level]) => `\`${name}: ${level}\``),
    );
    expect([...new Set(given)].filter((right) => !page.includes(`| ${right} `))).toEqual([]);
  });

  test('to sign in are never given to what runs for a pull request', () => {
    const forPullRequests = Object.entries(workflows).filter(([, { on }]) => 'pull_request' in on);
    expect(forPullRequests.map(([file]) => file)).toEqual([
      'ci.yml',
      'codeql.yml',
      'template-validation.yml',
    ]);
    const jobsThatSignIn = forPullRequests.flatMap(([file, workflow]) =>
      Object.entries(workflow.jobs)
        .filter(([, job]) => job.permissions?.['id-token'])
        .map(([name, job]) => [`${file} ${name}`, job.if]),
    );
    expect(jobsThatSignIn).toEqual([
      [
        'template-validation.yml azd',
        "${{ github.event_name == 'workflow_dispatch' && inputs.azd }}",
      ],
    ]);
  });
});

describe('what others write', () => {
  test('never runs with the rights of the repository', () => {
    const events = Object.values(workflows).flatMap(({ on }) => Object.keys(on));
    const known = ['push', 'pull_request', 'workflow_dispatch', 'workflow_call', 'schedule'];
    expect(events.filter((event) => !known.includes(event))).toEqual([]);
  });

  test('is never put into a script: what varies comes through the environment', () => {
    expect(allSteps.filter(({ step }) => step.run?.includes('${{')).map(({ key }) => key)).toEqual(
      [],
    );
  });

  test('is never read from an event', () => {
    const read = Object.values(workflowTexts).flatMap(
      (text) => text.match(/github\.(?:event\.[\w.]+|head_ref|actor)/g) ?? [],
    );
    expect(new Set(read)).toEqual(new Set(['github.event.repository.private']));
  });

  test('comes into no cache of what signs in to Azure', () => {
    const cached = allSteps.filter(
      ({ job, step }) => job.permissions?.['id-token'] && step.uses?.startsWith('actions/cache'),
    );
    expect(cached).toEqual([]);
    // setup-node restores one by itself where the package manager is npm.
    const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      packageManager: string;
    };
    expect(packageManager).toMatch(/^pnpm@/);
    const restoring = allSteps.filter(({ step }) => step.with?.['cache'] !== undefined);
    expect(restoring.map(({ key }) => key)).toEqual([]);
  });
});

test('there is no secret: whoever signs in to Azure proves which repository and branch it is', () => {
  for (const text of Object.values(workflowTexts)) expect(text).not.toMatch(/secrets\b/);
});

/**
 * Repositories made, renamed or moved since 15 July 2026 send `repo:OWNER@ID/REPO@ID:…`, so that only GitHub can tell.
 * @see https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens
 * @see https://github.com/Azure/azure-dev/pull/9430
 */
test('the subject of a federated credential is what GitHub says, never put together from names', () => {
  const page = readFileSync(join(root, 'docs/pipeline.md'), 'utf8');
  expect(page).toContain(
    'gh api repos/OWNER/REPO/actions/oidc/customization/sub --jq .sub_claim_prefix',
  );
  const subjects = [...page.matchAll(/"subject": "(.+)"/g)].map((match) => match[1]);
  expect(subjects).toEqual(['PREFIX:environment:staging']);
});

test('every action is pinned by its commit, with its version beside it, in the same way everywhere', () => {
  const uses = Object.values(workflowTexts).flatMap((text) =>
    [...text.matchAll(/uses: (.+)$/gm)].map((match) => match[1]!),
  );
  const actions = uses.filter((text) => !text.startsWith('./'));
  expect(actions.length).toBeGreaterThan(10);
  const pinned = /^([\w-]+\/[\w-]+)(?:\/[\w-]+)*@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$/;
  expect(actions.filter((text) => !pinned.test(text))).toEqual([]);
  const versions = new Set(actions.map((text) => pinned.exec(text)!.slice(1).join(' ')));
  expect(versions.size).toBe(new Set([...versions].map((text) => text.split(' ')[0])).size);
});

test('the token of the checkout does not stay in the folder', () => {
  const checkouts = allSteps.filter(({ step }) => step.uses?.startsWith('actions/checkout@'));
  expect(checkouts.length).toBeGreaterThan(5);
  const keeping = checkouts.filter(({ step }) => step.with?.['persist-credentials'] !== false);
  expect(keeping).toEqual([]);
});

test.each(jobs)('%s ends by itself', (_, job) => {
  expect(job.uses !== undefined || job['timeout-minutes']! <= 90).toBe(true);
});

describe('deployments', () => {
  const deploy = readJob('deploy.yml', 'deploy');

  test('go one after the other for each environment, and are never cut short', () => {
    expect(deploy.concurrency).toEqual({
      group: 'deploy-${{ inputs.environment || vars.AZURE_ENV_NAME }}',
      'cancel-in-progress': false,
    });
    expect(workflows['azure-dev.yml']!.concurrency).toBeUndefined();
  });

  /** A group takes jobs in the order in which they come to it, and a deployment comes when its tests are through. */
  test('go in the order of the pushes: tests that take longer hold up the next', () => {
    expect(readJob('azure-dev.yml', 'test').concurrency).toEqual({
      group: "azure-test-${{ inputs.environment || 'all' }}",
      'cancel-in-progress': false,
    });
  });

  test('are made by one workflow, in the environment that the stage names', () => {
    const callers = Object.entries(workflows['azure-dev.yml']!.jobs).filter(([, job]) => job.uses);
    expect(callers.map(([name, job]) => [name, job.uses, job.with?.['environment']])).toEqual([
      ['single', './.github/workflows/deploy.yml', undefined],
      ['staging', './.github/workflows/deploy.yml', 'staging'],
      ['production', './.github/workflows/deploy.yml', 'production'],
    ]);
    expect(deploy.environment).toBe('${{ inputs.environment }}');
  });

  test('wait for the tests, and production for staging', () => {
    const needs = (job: string) => readJob('azure-dev.yml', job).needs;
    expect(needs('single')).toEqual(['configured', 'test']);
    expect(needs('staging')).toEqual(['configured', 'test']);
    expect(needs('production')).toEqual(['configured', 'test', 'staging']);
  });

  test('of the template validation go to an environment of their own, which is deleted afterwards', () => {
    const step = readJob('template-validation.yml', 'azd').steps!.at(-1)!;
    expect(step.env).toMatchObject({
      AZURE_ENV_NAME: 'check-${{ github.run_id }}',
      AUTH_MODE: 'key',
    });
  });
});
