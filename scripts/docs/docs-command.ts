import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatError } from '@side-by-side/local-host/errors';
import { defineCommand } from 'citty';
import { generatedDocs, probedDocs } from './generated-docs.ts';
import { pictureFile, takePictureOfReport } from './picture-of-report.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `npm run docs`: writes the pages of docs that are made from the code. */
export const docsCommand = defineCommand({
  meta: {
    name: 'npm run docs',
    description:
      'Writes the pages of docs that are made from the code, and what both servers are found to do.',
  },
  args: {
    images: {
      type: 'boolean',
      description: `Take the picture of the last npm run compare instead, ${pictureFile}; needs Chromium`,
    },
  },
  async run({ args }) {
    try {
      if (args.images) {
        await takePictureOfReport(root);
        console.log(`✓ ${pictureFile}`);
      } else {
        await writeDocs();
      }
    } catch (error) {
      console.error(formatError(error));
      process.exitCode = 1;
    }
  },
});

async function writeDocs(): Promise<void> {
  for (const [file, render] of Object.entries({ ...generatedDocs, ...probedDocs })) {
    const path = join(root, file);
    const current = await readFile(path, 'utf8').catch(() => '');
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await render(current));
    console.log(`✓ ${file}`);
  }
}
