import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useCli } from './start-process.ts';

/**
 * Adds the tool `test_word` to a copy of the project, whichever tools that has. It answers the `text` that it is given,
 * and who calls, where that is known. Returns its file.
 */
export async function addTool(copy: string): Promise<string> {
  await useCli(copy, ['new', 'tool', 'test_word']).ended;
  const file = join(copy, 'packages/tools/src/tools/test-word.ts');
  const source = await readFile(file, 'utf8');
  const handler = '({ text }) => ({ result: text })';
  if (!source.includes(handler)) throw new Error(`${file} has another handler: ${source}`);
  const telling = "({ text }, { caller }) => ({ result: `${text} ${caller?.name ?? ''}` })";
  await writeFile(file, source.replace(handler, telling));
  return file;
}
