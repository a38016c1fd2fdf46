import { describe, expect, test } from 'vitest';
import { lintWorkflow } from './lint-workflow.ts';

const path = '.github/workflows/x.yml';
const workflow = (steps: string): string =>
  `on: push\njobs:\n  one:\n    runs-on: ubuntu-latest\n    steps:\n      - ${steps}\n`;

describe('linting a workflow', () => {
  test('finds nothing where nothing is wrong', async () => {
    expect(await lintWorkflow(workflow('run: npm test'), path)).toEqual([]);
  });

  test('says where a mistake is, and of what kind', async () => {
    expect(await lintWorkflow(workflow('run: true\n        iff: true'), path)).toEqual([
      expect.stringMatching(
        /^\.github\/workflows\/x\.yml:7:9: .*"iff".*\(syntax-check\)$/,
      ) as string,
    ]);
  });

  test('finds input that anybody may write in a script', async () => {
    const findings = await lintWorkflow(
      workflow('run: echo ${{ github.event.issue.title }}'),
      path,
    );
    expect(findings).toEqual([expect.stringContaining('potentially untrusted') as string]);
  });

  test('knows variables of the repository, and what is wrong beside them', async () => {
    expect(
      await lintWorkflow(workflow('run: true\n        if: ${{ vars.AZURE_CLIENT_ID }}'), path),
    ).toEqual([]);
    const findings = await lintWorkflow(
      workflow('run: true\n        if: ${{ vars.A && nothing.b }}'),
      path,
    );
    expect(findings).toEqual([
      expect.stringContaining('7:27: undefined variable "nothing"') as string,
    ]);
  });
});
