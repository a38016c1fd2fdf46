import { execFile } from 'node:child_process';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { defineCommand } from 'citty';
import { addToCatalogue, toolFiles } from './tool-files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tools = join(root, 'packages/tools/src');
const namePattern = /^[a-z][a-z0-9_]{0,63}$/;

const toolCommand = defineCommand({
  meta: {
    name: 'npm run new tool',
    description: 'Writes a tool, its test and its line in the catalogue.',
  },
  args: {
    name: {
      type: 'positional',
      required: true,
      description: 'Lower-case letters, digits and _',
      valueHint: 'NAME',
    },
  },
  async run({ args }) {
    try {
      for (const file of await writeTool(args.name)) console.log(`✓ ${relative(root, file)}`);
      console.log('Fill it in. npm start serves it in both servers, npm test tests it.');
    } catch (error) {
      console.error(`✘ ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  },
});

/** `npm run new`: writes what a part of the project needs to begin with. */
export const newCommand = defineCommand({
  meta: { name: 'npm run new', description: 'Writes a new tool.' },
  subCommands: { tool: toolCommand },
});

/** Returns the files that it wrote. Nothing is written when anything is in the way. */
async function writeTool(name: string): Promise<string[]> {
  if (!namePattern.test(name)) {
    throw new Error(
      `'${name}' is no name for a tool: it starts with a lower-case letter and has only lower-case letters, digits and _, 64 at the most.`,
    );
  }
  const files = toolFiles(name);
  const source = join(tools, 'tools', `${files.file}.ts`);
  const test = join(tools, 'tools', `${files.file}.test.ts`);
  const catalogue = join(tools, 'catalogue.ts');
  for (const file of [source, test]) {
    if (await exists(file)) throw new Error(`${relative(root, file)} exists already.`);
  }
  const changed = addToCatalogue(await readFile(catalogue, 'utf8'), files);
  await mkdir(join(tools, 'tools'), { recursive: true });
  await writeFile(source, files.source);
  await writeFile(test, files.test);
  await writeFile(catalogue, changed);
  const written = [source, test, catalogue];
  await format(written);
  return written;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function format(files: readonly string[]): Promise<void> {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve('oxfmt/package.json');
  const { bin } = require(manifest) as { bin: Record<string, string> };
  await promisify(execFile)(process.execPath, [join(manifest, '..', bin['oxfmt']!), ...files], {
    cwd: root,
  });
}
