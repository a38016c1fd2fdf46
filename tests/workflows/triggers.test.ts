import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packagedApps } from '../../scripts/package/apps.ts';
import { isTemplate, projectFiles, root } from '../support/repository.ts';
import { passesFilter } from './support/path-filter.ts';
import { type Workflow, workflows } from './support/workflows.ts';

const files = projectFiles();

/** The workflows that a change of one file starts. */
function startedBy(event: 'push' | 'pull_request', file: string, branch = 'main'): string[] {
  const starts = ({ on }: Workflow): boolean => {
    if (!(event in on)) return false;
    const { branches, paths } = on[event] ?? {};
    const isOnBranch = !branches || passesFilter(branches, branch);
    return isOnBranch && (!paths || passesFilter(paths, file));
  };
  return Object.keys(workflows)
    .filter((name) => starts(workflows[name]!))
    .map((name) => name.replace('.yml', ''));
}

const always = ['ci'];
const code = ['ci', 'codeql'];
const deployed = ['azure-dev', 'ci', 'codeql'];

/** A file of each folder, and what its change on main starts. */
const table: Readonly<Record<string, readonly string[]>> = {
  ...(isTemplate && { '.ci/run': always }),
  '.devcontainer/devcontainer.json': ['ci', 'template-validation'],
  '.github/ISSUE_TEMPLATE/bug.md': ['ci', 'template-validation'],
  '.github/dependabot.yml': ['ci', 'template-validation'],
  '.github/workflows/azure-dev.yml': ['azure-dev', 'ci', 'codeql', 'template-validation'],
  '.github/workflows/ci.yml': ['ci', 'codeql', 'template-validation'],
  '.github/workflows/deploy.yml': ['azure-dev', 'ci', 'codeql', 'template-validation'],
  '.vscode/mcp.json': always,
  'apps/extension-server/azd/package.json': ['azure-dev', 'ci'],
  'apps/extension-server/host.json': ['azure-dev', 'ci'],
  'apps/extension-server/src/main.ts': deployed,
  'apps/self-hosted-server/src/main.ts': deployed,
  'azure.yaml': ['azure-dev', 'ci', 'template-validation'],
  'docs/deploy.md': always,
  'docs/images/compare.png': always,
  'infra/main.bicep': ['azure-dev', 'ci', 'template-validation'],
  'infra/modules/storage.bicep': ['azure-dev', 'ci', 'template-validation'],
  'package.json': ['azure-dev', 'ci'],
  'packages/azure/package.json': ['azure-dev', 'ci'],
  'packages/compare/src/index.ts': code,
  'packages/local-host/README.md': always,
  'packages/local-host/src/index.ts': code,
  'packages/tools/package.json': ['azure-dev', 'ci'],
  'packages/tools/src/catalogue.ts': deployed,
  'packages/tools/src/contract/auth-lock.test.ts': code,
  'pnpm-lock.yaml': ['azure-dev', 'ci'],
  'pnpm-workspace.yaml': ['azure-dev', 'ci'],
  'README.md': ['ci', 'template-validation'],
  'scripts/hooks/predeploy.ts': deployed,
  'scripts/hooks/predeploy.test.ts': code,
  'scripts/package/bundle.ts': deployed,
  'scripts/run.mjs': deployed,
  'SECURITY.md': ['ci', 'template-validation'],
  'tests/parity.test.ts': code,
  'turbo.json': ['azure-dev', 'ci'],
};

test.each(Object.entries(table))('%s starts %s on main', (file, expected) => {
  expect(files).toContain(file);
  expect(startedBy('push', file)).toEqual(expected);
});

test('a file of each folder is in that table', () => {
  const folders = new Set(
    files.filter((file) => file.includes('/')).map((file) => file.split('/')[0]),
  );
  const known = new Set(Object.keys(table).map((file) => file.split('/')[0]));
  expect([...folders].filter((folder) => !known.has(folder))).toEqual([]);
});

test.each(Object.entries(table))(
  '%s starts the same for a pull request, but no deployment',
  (file, expected) => {
    expect(startedBy('pull_request', file, 'feature')).toEqual(
      expected.filter((name) => name !== 'azure-dev'),
    );
  },
);

test('nothing starts on other branches until there is a pull request', () => {
  for (const file of Object.keys(table)) expect(startedBy('push', file, 'feature')).toEqual([]);
});

test('all that the apps consist of starts a deployment', () => {
  const missed = [...packagesOf(packagedApps.map(({ name }) => `apps/${name}`))]
    .flatMap((folder) => files.filter((file) => file.startsWith(`${folder}/`)))
    .filter((file) => !/\.test\.ts$|\.md$/.test(file))
    .filter((file) => !startedBy('push', file).includes('azure-dev'));
  expect(missed).toEqual([]);
});

test('each pattern still matches a file', () => {
  const patterns = Object.values(workflows).flatMap(({ on }) =>
    Object.values(on).flatMap((trigger) => trigger?.paths ?? []),
  );
  const plain = patterns.map((pattern) => pattern.replace(/^!/, ''));
  expect(plain.length).toBeGreaterThan(20);
  expect(plain.filter((pattern) => !files.some((file) => passesFilter([pattern], file)))).toEqual(
    [],
  );
});

/** The folders of packages of ours that those in `folders` depend on at run time, and these. */
function packagesOf(folders: readonly string[], found = new Set<string>()): Set<string> {
  for (const folder of folders.filter((candidate) => !found.has(candidate))) {
    found.add(folder);
    const { dependencies = {} } = JSON.parse(
      readFileSync(join(root, folder, 'package.json'), 'utf8'),
    ) as { dependencies?: Record<string, string> };
    const ours = Object.keys(dependencies).filter((name) => dependencies[name] === 'workspace:*');
    packagesOf(
      ours.map((name) => name.replace('@side-by-side/', 'packages/')),
      found,
    );
  }
  return found;
}
