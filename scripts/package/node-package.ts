import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** What packaging reads of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** The folder of the package that a file belongs to; undefined outside of node_modules: the file is the project's own. */
export function packageFolder(file: string): string | undefined {
  const parts = file.split(/[\\/]/);
  const modules = parts.lastIndexOf('node_modules');
  if (modules < 0) return undefined;
  const isScoped = parts[modules + 1]?.startsWith('@');
  return parts.slice(0, modules + (isScoped ? 3 : 2)).join(sep);
}

export async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** The package that an import names: `@azure/identity` of `@azure/identity/cache`. */
export function packageNameOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
