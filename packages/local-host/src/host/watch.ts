import { globSync, lstatSync, readdirSync, watch } from 'node:fs';
import { basename, extname, join } from 'node:path';

/** What the Functions host waits for after a change before it restarts. */
const debounceMs = 300;
const ignoredFolders = new Set(['node_modules', 'deploy', 'dist', 'coverage']);
const watchedExtensions = new Set(['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.json']);

/**
 * Calls `onChange` after files below the folders have changed: scripts, TypeScript and JSON, but nothing
 * in node_modules, hidden folders or build output. Returns the function that ends it.
 * (The Functions host watches the app's folder alone, and no TypeScript.)
 */
export function watchFolders(folders: readonly string[], onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let hasEnded = false;
  const changed = (): void => {
    if (hasEnded) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, debounceMs);
  };
  const stops = folders.map((folder) => watchFolder(folder, changed));
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
function watchFolder(root: string, changed: () => void): () => void {
  const below = new Map<string, () => void>();
  const watchBelow = (name: string): void => {
    const folder = join(root, name);
    if (isIgnored(name) || !lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
    try {
      below.set(name, watchFolder(folder, changed));
    } catch {
      // It has vanished already.
    }
  };

  const watcher = watch(root, (event, name) => {
    if (!name || isWatchedFile(name)) changed();
    if (event !== 'rename' || !name) return;
    // It has come, gone, or both: an old watcher would hold on to what is no more.
    below.get(name)?.();
    if (below.delete(name)) changed();
    watchBelow(name);
    // What was in it before it was watched has made no event.
    if (below.has(name) && hasWatchedFiles(join(root, name))) changed();
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

function hasWatchedFiles(folder: string): boolean {
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
  return watchedExtensions.has(extname(path)) && !path.split(/[\\/]/).some(isIgnored);
}

function isIgnored(name: string): boolean {
  return ignoredFolders.has(name) || name.startsWith('.');
}
