import {
  lstat,
  mkdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from '@side-by-side/local-host/errors';
import type { Settings } from './client.ts';
import { mergeSettings } from './merge-settings.ts';
import type { Change } from './merged.ts';

/**
 * Merges settings into a client's file, in one step: it is written beside it and takes its place. The target of a
 * link is written, the link stays.
 * @returns what was changed; nothing where all was there, and then the file is not touched
 * @throws UsageError where the file is broken, or has a server of the same name elsewhere
 */
export async function writeSettings(
  path: string,
  settings: Settings,
  { shownAs, force }: { readonly shownAs: string; readonly force: boolean },
): Promise<readonly Change[]> {
  const file = await targetOf(path);
  const source = await readText(file, shownAs);
  const { text, changes } = mergeSettings(source ?? '', settings, { file: shownAs, force });
  if (text === source) return changes;
  await mkdir(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const mode = source === undefined ? undefined : (await lstat(file)).mode;
    await writeFile(temporary, text, { flag: 'wx', ...(mode !== undefined && { mode }) });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return changes;
}

/** What a path leads to over all links, one into nothing too. */
async function targetOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    // Else links that lead to each other would be followed for ever.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const link = await readlink(path).catch(() => undefined);
    return link === undefined ? path : targetOf(resolve(dirname(path), link));
  }
}

/** undefined where there is no file. */
async function readText(file: string, shownAs: string): Promise<string | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UsageError(`${shownAs} is not UTF-8. Save it as UTF-8; nothing was changed.`);
  }
}
