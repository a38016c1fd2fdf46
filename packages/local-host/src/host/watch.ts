import { type FSWatcher, watch } from 'node:fs';
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
  const changed = (_event: string, file: string | null): void => {
    if (file && (!watchedExtensions.has(extname(file)) || file.split(/[\\/]/).some(isIgnored)))
      return;
    clearTimeout(timer);
    timer = setTimeout(onChange, debounceMs);
  };

  const watchers: FSWatcher[] = [];
  for (const folder of folders) {
    watchers.push(watch(folder, changed));
    // Not recursive from the top: that would watch all of node_modules.
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.isDirectory() && !isIgnored(entry.name)) {
        watchers.push(watch(join(folder, entry.name), { recursive: true }, changed));
      }
    }
  }
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

function isIgnored(name: string): boolean {
  return ignoredFolders.has(name) || name.startsWith('.');
}
