import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFiles, root } from '../support/repository.ts';

/**
 * What the azd gallery's validation asks of files.
 * @see https://github.com/microsoft/template-validation-action/blob/v0.4.4/src/rules.json
 */
const asked = [
  /^LICENSE(?:\.md)?$/,
  /^(?:\.github\/)?SECURITY\.md$/,
  /^(?:\.github\/)?CODE_OF_CONDUCT\.md$/,
  /^(?:\.github\/)?CONTRIBUTING\.md$/,
  /^\.github\/ISSUE_TEMPLATE\//,
  /^\.github\/workflows\/azure-dev\.yml$/,
  /^\.devcontainer\/devcontainer\.json$/,
  /^azure\.yaml$/,
  /^infra\/main\.bicep$/,
];

test.each(asked)('the gallery finds %s', (pattern) => {
  expect(projectFiles().filter((file) => pattern.test(file))).not.toEqual([]);
});

describe.each(['CONTRIBUTING.md', 'SECURITY.md', 'docs/pipeline.md', 'README.md'])('%s', (file) => {
  const text = readFileSync(join(root, file), 'utf8');

  test('names commands that there are', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const named = [...text.matchAll(/npm (?:run )?(start|test|(?<=run )[\w:]+)/g)];
    const known = Object.keys(scripts);
    expect(named.map((match) => match[1]!).filter((name) => !known.includes(name))).toEqual([]);
  });

  test('links to files that there are', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map((match) => match[1]!);
    const folder = file.includes('/') ? file.replace(/[^/]+$/, '') : '';
    const targets = links.map((link) => join(folder, link).replaceAll('\\', '/'));
    const files = projectFiles();
    expect(
      targets.filter(
        (target) => !files.some((name) => name === target || name.startsWith(`${target}/`)),
      ),
    ).toEqual([]);
  });
});
