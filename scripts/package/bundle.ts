import { extname, dirname, join, relative, resolve, sep } from 'node:path';
import { UsageError } from '@side-by-side/local-host/errors';
import { rolldown } from 'rolldown';
import type { PackagedApp } from './apps.ts';
import type { AuthMode } from '@side-by-side/azure';
import { missingImports, noteImporters } from './missing-imports.ts';

/** One file of a bundle. */
export interface BundledChunk {
  /** Seen from the deploy folder. */
  readonly file: string;
  readonly code: string;
  /** Loaded only when it is needed. */
  readonly lazy: boolean;
}

export interface Bundle {
  readonly chunks: readonly BundledChunk[];
  /** The files that went into it, as whole paths. */
  readonly sources: readonly string[];
}

/** What the Functions worker puts in the place of a package: it must stay a `require`. */
const givenByWorker = '@azure/functions-core';

/**
 * Bundles an app of the project at `root` into `folder`: minified, with source maps that name no folder of this machine,
 * and `authMode` as the constant that packages/tools reads.
 * @throws UsageError when the bundle would need what is not shipped with it.
 */
export async function bundleApp(
  root: string,
  app: PackagedApp,
  authMode: AuthMode,
  folder: string,
): Promise<Bundle> {
  const unresolved: string[] = [];
  const { plugin, importers } = noteImporters();
  const bundle = await rolldown({
    input: { index: join(root, 'apps', app.name, app.entry) },
    cwd: root,
    platform: 'node',
    external: [givenByWorker],
    plugins: [plugin],
    transform: { target: 'node22', define: { STAMPED_AUTH_MODE: JSON.stringify(authMode) } },
    onLog(level, log, handle) {
      if (log.code === 'UNRESOLVED_IMPORT') unresolved.push(log.message);
      else handle(level, log);
    },
  });
  try {
    const extension = extname(app.main);
    const { output } = await bundle.write({
      dir: join(folder, dirname(app.main)),
      format: app.format,
      minify: true,
      comments: { legal: true, annotation: false, jsdoc: false },
      sourcemap: true,
      sourcemapExcludeSources: true,
      sourcemapPathTransform: (source, map) => nameOf(root, resolve(dirname(map), source)),
      entryFileNames: `[name]${extension}`,
      chunkFileNames: `chunk-[hash]${extension}`,
    });
    const chunks = output.filter((part) => part.type === 'chunk');
    const missing = await missingImports(chunks, importers, givenByWorker);
    if (unresolved.length + missing.length) {
      const list = [...unresolved, ...missing].join('\n');
      throw new UsageError(
        `The bundle of ${app.name} would need what is not shipped with it:\n${list}`,
      );
    }
    return {
      chunks: chunks.map(({ fileName, code, isEntry }) => ({
        file: `${dirname(app.main)}/${fileName}`,
        code,
        lazy: !isEntry,
      })),
      sources: chunks.flatMap(({ moduleIds }) => moduleIds).filter((id) => !id.startsWith('\0')),
    };
  } finally {
    await bundle.close();
  }
}

/** How a source is called in source maps: its place in the project, or in node_modules without pnpm's folders. */
function nameOf(root: string, source: string): string {
  const parts = source.split(/[\\/]/);
  const modules = parts.lastIndexOf('node_modules');
  return modules < 0 ? relative(root, source).split(sep).join('/') : parts.slice(modules).join('/');
}
