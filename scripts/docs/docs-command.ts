import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineCommand } from 'citty';
import { generatedDocs } from './generated-docs.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `npm run docs`: writes the pages of docs that are made from the code. */
export const docsCommand = defineCommand({
  meta: {
    name: 'npm run docs',
    description: 'Writes the pages of docs that are made from the code.',
  },
  async run() {
    for (const [file, render] of Object.entries(generatedDocs)) {
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), render());
      console.log(`✓ ${file}`);
    }
  },
});
