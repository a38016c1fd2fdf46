import { expect, test } from 'vitest';
import { projectFiles } from '../support/repository.ts';

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
