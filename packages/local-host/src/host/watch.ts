import { type FSWatcher, lstatSync, watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** What the Functions host waits for after a change before it restarts. */
const debounceMs = 300;
const ignoredFolders = new Set(['node_modules', 'deploy', 'dist', 'coverage']);
const watchedExtensions = new Set(['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.json']);

/**
 * Calls `onChange` after files below the folders have changed: scripts, TypeScript and JSON, but nothing
 * in node_modules, hidden folders or build output. Returns the function that ends it.
 * (The Functions host watches the app's folder alone, and no TypeScript.)
 */
export async function watchFolders(
  folders: readonly string[],
  onChange: () => void,
): Promise<() => void> {
  let timer: NodeJS.Timeout | undefined;
  let hasEnded = false;
  const changed = (): void => {
    if (hasEnded) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, debounceMs);
  };
  const stops = await Promise.all(folders.map((folder) => watchFolder(folder, changed)));
  return () => {
    hasEnded = true;
    for (const stop of stops) stop();
    clearTimeout(timer);
  };
}

/** Not recursive from the top: that would watch all of node_modules. So each folder in it has its own watcher. */
async function watchFolder(root: string, changed: () => void): Promise<() => void> {
  const below = new Map<string, FSWatcher>();
  const watchBelow = (name: string): void => {
    const folder = join(root, name);
    if (isIgnored(name) || !lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
    try {
      const watcher = watch(folder, { recursive: true }, (_event, file) => {
        if (!file || isWatchedFile(file)) changed();
      });
      below.set(name, watcher.on('error', ignoreVanished));
    } catch {
      // It has vanished already.
    }
  };

  const top = watch(root, (event, name) => {
    if (!name || isWatchedFile(name)) changed();
    if (event !== 'rename' || !name) return;
    // It has come, gone, or both: an old watcher would hold on to what is no more.
    below.get(name)?.close();
    if (below.delete(name)) changed();
    watchBelow(name);
    // What was in it before it was watched has made no event.
    if (below.has(name)) void hasWatchedFiles(join(root, name)).then((has) => has && changed());
  });
  top.on('error', ignoreVanished);
  for (const name of await readdir(root)) watchBelow(name);
  return () => {
    for (const watcher of [top, ...below.values()]) watcher.close();
  };
}

/** What vanishes while its watcher is made, or on Windows while it is watched, is an error of the watcher. */
function ignoreVanished(): void {}

async function hasWatchedFiles(folder: string): Promise<boolean> {
  const files = await readdir(folder, { recursive: true }).catch(() => []);
  return files.some(isWatchedFile);
}

function isWatchedFile(path: string): boolean {
  return watchedExtensions.has(extname(path)) && !path.split(/[\\/]/).some(isIgnored);
}

function isIgnored(name: string): boolean {
  return ignoredFolders.has(name) || name.startsWith('.');
}
