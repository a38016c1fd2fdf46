import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'jsonc-parser';
import { parse as parseYaml } from 'yaml';
import { expect, test } from 'vitest';
import { lintWorkflow } from '../../scripts/workflows/lint-workflow.ts';
import { packagedApps } from '../../scripts/package/apps.ts';
import { serverPlans } from '../../scripts/start/servers.ts';
import { root } from '../support/repository.ts';
import { workflowFolder, workflows, workflowTexts } from './support/workflows.ts';

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const validatorOf = (name: string) => {
  const schema = JSON.parse(read(`tests/workflows/schemas/${name}`)) as object;
  return new Ajv({ strict: false, allErrors: true }).compile(schema);
};
const validateWorkflow = validatorOf('github-workflow.json');

test.each(Object.keys(workflows))('%s is valid', async (file) => {
  validateWorkflow(workflows[file]);
  expect(validateWorkflow.errors).toBeNull();
  expect(await lintWorkflow(workflowTexts[file]!, `${workflowFolder}/${file}`)).toEqual([]);
});

test('the schema finds what is misspelt', () => {
  const { jobs } = workflows['deploy.yml']!;
  const misspelt = { ...workflows['deploy.yml'], jobs: { deploy: { ...jobs['deploy'], evn: {} } } };
  expect(validateWorkflow(misspelt)).toBe(false);
});

test('dependabot.yml is valid, and updates npm packages, actions and the container', () => {
  const validate = validatorOf('dependabot-2.0.json');
  const dependabot = parseYaml(read('.github/dependabot.yml')) as {
    updates: {
      'package-ecosystem': string;
      directory: string;
      'versioning-strategy'?: string;
    }[];
  };
  validate(dependabot);
  expect(validate.errors).toBeNull();
  expect(dependabot.updates.map((update) => update['package-ecosystem'])).toEqual([
    'npm',
    'github-actions',
    'devcontainers',
  ]);
  // Raised ranges of a catalog come with a lockfile that does not fit: dependabot-core#14339, #16311.
  expect(dependabot.updates[0]!['versioning-strategy']).toBe('increase-if-necessary');
  const { catalog } = parseYaml(read('pnpm-workspace.yaml')) as { catalog: object };
  expect(Object.values(catalog).filter((range) => !String(range).startsWith('^'))).toEqual([]);
  // Where the one lockfile is.
  expect(new Set(dependabot.updates.map(({ directory }) => directory))).toEqual(new Set(['/']));
});

test('the development container has the Node of the project, azd, and the ports of both servers', () => {
  const container = parse(read('.devcontainer/devcontainer.json')) as {
    image: string;
    features: object;
    forwardPorts: number[];
    portsAttributes: object;
  };
  const types = /'@types\/node': \^(\d+)/.exec(read('pnpm-workspace.yaml'));
  expect(container.image).toMatch(new RegExp(`/typescript-node:${types?.[1]}$`));
  expect(Object.keys(container.features).join()).toContain('azure-dev/azd');
  const ports = serverPlans(7070).map(({ port }) => port);
  expect(ports).toHaveLength(packagedApps.length);
  expect(container.forwardPorts).toEqual(expect.arrayContaining(ports));
  expect(Object.keys(container.portsAttributes)).toEqual(container.forwardPorts.map(String));
});
