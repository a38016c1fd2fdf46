import { globSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { PackageJson } from './package-json.ts';

/**
 * The files that `main` of package.json names, relative to the app's folder, with forward slashes, in the order in
 * which they are loaded: that of the folders, not of the pattern. A folder stands for all in it.
 * @see https://github.com/sindresorhus/globby, which the real worker uses
 */
export function findEntryPoints(appRoot: string, main: string): string[] {
  const pattern = isFolder(join(appRoot, main)) ? join(main, '**').replaceAll(sep, '/') : main;
  return globSync(pattern, { cwd: appRoot })
    .map((file) => file.replaceAll(sep, '/'))
    .filter((file) => !isFolder(join(appRoot, file)))
    .toSorted(byFolder);
}

/** Files before those of the folders beside them, each by name. */
export function byFolder(one: string, other: string): number {
  const depth = one.split('/').length - other.split('/').length;
  return depth || (one < other ? -1 : one > other ? 1 : 0);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Why no file was found, in the real worker's words. */
export function noEntryPoint(main: string): string {
  const message = /[*?{}[\]()!+@]/.test(main)
    ? 'Found zero files matching the supplied pattern'
    : 'File does not exist';
  return main === 'index.js' ? `${message}. Learn more here: https://aka.ms/AAla7et` : message;
}

/** Whether a file is loaded with `import` rather than with `require`. */
export function isModule(file: string, packageJson: PackageJson): boolean {
  if (/\.m[jt]s$/.test(file)) return true;
  if (/\.c[jt]s$/.test(file)) return false;
  return packageJson.type === 'module';
}
