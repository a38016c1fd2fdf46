import { globSync, lstatSync, readdirSync, watch } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { offlineFile } from './app-offline.ts';
import { foldRuns } from './fold-runs.ts';

/** What the Functions host waits for after a change before it restarts. */
const debounceMs = 300;
/** Folders that builds write, which no change of a source is in. */
const buildOutput = ['deploy', 'dist', 'coverage'];
const watchedExtensions = new Set(['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.json']);

/**
 * Calls `onChange` after files below the folders have changed: scripts, TypeScript, JSON and app_offline.htm, but
 * nothing in node_modules, hidden folders or, unless `built`, build output. What changes while it runs makes it run
 * once more. Returns the function that ends it.
 * (The Functions host watches the app's folder alone, and no TypeScript.)
 * @param onChange must not throw
 */
export function watchFolders(
  folders: readonly string[],
  onChange: () => unknown,
  { built = false }: { readonly built?: boolean } = {},
): () => void {
  const run = foldRuns(async () => {
    await onChange();
  });
  const ignored = new Set(['node_modules', ...(built ? [] : buildOutput)]);
  let timer: NodeJS.Timeout | undefined;
  let hasEnded = false;
  const changed = (): void => {
    if (hasEnded) return;
    clearTimeout(timer);
    timer = setTimeout(run, debounceMs);
  };
  const stops = folders.map((folder) => watchFolder(folder, changed, ignored));
  return () => {
    hasEnded = true;
    for (const stop of stops) stop();
    clearTimeout(timer);
  };
}

/**
 * One watcher for each folder: Node's recursive one hears nothing more of a file that was replaced twice
 * (on Linux, Node 24), which is how many editors save, and it would watch all of node_modules.
 */
function watchFolder(root: string, changed: () => void, ignored: ReadonlySet<string>): () => void {
  const isIgnored = (name: string): boolean => ignored.has(name) || name.startsWith('.');
  const below = new Map<string, () => void>();
  const watchBelow = (name: string): void => {
    const folder = join(root, name);
    if (isIgnored(name) || !lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
    try {
      below.set(name, watchFolder(folder, changed, ignored));
    } catch {
      // It has vanished already.
    }
  };

  const watcher = watch(root, (event, name) => {
    if (!name || (isWatchedFile(name) && !isIgnored(name))) changed();
    if (event !== 'rename' || !name) return;
    // It has come, gone, or both: an old watcher would hold on to what is no more.
    below.get(name)?.();
    if (below.delete(name)) changed();
    watchBelow(name);
    // What was in it before it was watched has made no event.
    if (below.has(name) && hasWatchedFiles(join(root, name), isIgnored)) changed();
  });
  watcher.on('error', ignoreVanished);
  for (const name of namesIn(root)) watchBelow(name);
  return () => {
    watcher.close();
    for (const stop of below.values()) stop();
  };
}

/** What vanishes while its watcher is made, or on Windows while it is watched, is an error of the watcher. */
function ignoreVanished(): void {}

function hasWatchedFiles(folder: string, isIgnored: (name: string) => boolean): boolean {
  const exclude = (path: string): boolean => isIgnored(basename(path));
  return globSync('**', { cwd: folder, exclude }).some(isWatchedFile);
}

/** What is in a folder; nothing where it has vanished. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isWatchedFile(path: string): boolean {
  return watchedExtensions.has(extname(path)) || basename(path) === offlineFile;
}
