import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { probedDocs } from '../scripts/docs/generated-docs.ts';
import { root } from './support/repository.ts';

test.each(Object.entries(probedDocs))(
  '%s says what both servers do, as npm run docs writes it',
  async (file, render) => {
    const current = await readFile(join(root, file), 'utf8');
    expect(await render(current)).toBe(current);
  },
);
