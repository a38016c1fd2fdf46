import { isBuiltin } from 'node:module';
import type { OutputChunk, Plugin } from 'rolldown';
import { packageFolder, packageNameOf, readManifest } from './node-package.ts';

/** Which files import which packages: whole paths, by specifier. */
export type Importers = ReadonlyMap<string, ReadonlySet<string>>;

/** Notes which files import packages. */
export function noteImporters(): { readonly plugin: Plugin; readonly importers: Importers } {
  const importers = new Map<string, Set<string>>();
  const plugin: Plugin = {
    name: 'note-importers',
    resolveId: {
      filter: { id: /^[@a-z]/ },
      handler(specifier, importer) {
        if (importer === undefined) return;
        const noted = importers.get(specifier) ?? new Set();
        importers.set(specifier, noted.add(importer));
      },
    },
  };
  return { plugin, importers };
}

/**
 * What chunks import that is neither among them, nor Node's, nor `given` by who runs them, nor optional to the package that
 * imports it. The bundler leaves what it does not find to Node, which would not find it in a deploy folder either.
 */
export async function missingImports(
  chunks: readonly OutputChunk[],
  importers: Importers,
  given: string,
): Promise<string[]> {
  const files = new Set(chunks.map(({ fileName }) => fileName));
  const left = chunks
    .flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports])
    .filter((name) => !files.has(name) && !isBuiltin(name) && name !== given);
  const judged = [...new Set(left)].map(async (name) => {
    const from = [...(importers.get(name) ?? [])];
    const optional = await Promise.all(from.map((file) => isOptional(name, file)));
    return from.length > 0 && optional.every(Boolean) ? [] : [name];
  });
  return (await Promise.all(judged)).flat();
}

async function isOptional(specifier: string, importer: string): Promise<boolean> {
  const folder = packageFolder(importer);
  if (folder === undefined) return false;
  const name = packageNameOf(specifier);
  const { optionalDependencies, peerDependenciesMeta } = await readManifest(folder);
  return (
    peerDependenciesMeta?.[name]?.optional === true || optionalDependencies?.[name] !== undefined
  );
}
