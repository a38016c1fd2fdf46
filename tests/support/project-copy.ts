import { copyFile, mkdir, mkdtemp, readdir, realpath, rm, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { onTestFinished } from 'vitest';
import { projectFiles, root } from './repository.ts';

const parent = join(root, '.temp');

/**
 * A copy of the project for a test that edits it, with everything installed: libraries are links to
 * those of the original, our own packages are those of the copy.
 */
export async function useProjectCopy(): Promise<string> {
  await mkdir(parent, { recursive: true });
  const copy = await mkdtemp(join(parent, 'project-'));
  onTestFinished(() => rm(copy, { recursive: true, force: true, maxRetries: 3 }));
  const files = projectFiles();
  for (const folder of new Set(files.map((file) => dirname(file)))) {
    await mkdir(join(copy, folder), { recursive: true });
  }
  await Promise.all(files.map((file) => copyFile(join(root, file), join(copy, file))));
  const workspaces = ['apps', 'packages'].map(async (group) =>
    (await readdir(join(root, group))).map((name) => join(group, name)),
  );
  for (const folder of ['.', 'scripts', 'tests', ...(await Promise.all(workspaces)).flat()]) {
    await linkModules(join(root, folder, 'node_modules'), join(copy, folder, 'node_modules'), copy);
  }
  return copy;
}

async function linkModules(from: string, to: string, copy: string): Promise<void> {
  const names = existsSync(from) ? await readdir(from) : [];
  for (const name of names.filter((entry) => !entry.startsWith('.'))) {
    if (name.startsWith('@')) await linkModules(join(from, name), join(to, name), copy);
    else await linkModule(join(from, name), join(to, name), copy);
  }
}

async function linkModule(from: string, to: string, copy: string): Promise<void> {
  const target = await realpath(from);
  const path = relative(root, target);
  const isOurs = !path.startsWith('..') && !path.split(/[\\/]/).includes('node_modules');
  await mkdir(dirname(to), { recursive: true });
  await symlink(isOurs ? join(copy, path) : target, to, 'junction');
}
