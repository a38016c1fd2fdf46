import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readTemplate } from './template.ts';

test('reads what the project asks for from its own files', async () => {
  const template = await readTemplate(fileURLToPath(new URL('../../../..', import.meta.url)));
  expect(template).toMatchObject({
    pnpm: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    azd: expect.stringMatching(/^>= \d+\.\d+\.\d+$/),
    nodeVersions: expect.arrayContaining(['22', '24']),
  });
  expect(template.nodeVersions).toContain(template.nodeVersion);
  expect(template.regions).toContain('eastus2');
  expect(template.regions.every((region) => /^[a-z0-9]+$/.test(region))).toBe(true);
});
