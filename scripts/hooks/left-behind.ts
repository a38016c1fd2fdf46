import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What `azd down` does not delete. It removes all outputs before `postdown` runs, so they are noted before. */
export interface LeftBehind {
  /** Client ids of registrations in Entra ID. */
  readonly registrations: readonly string[];
}

const fileIn = (environmentFolder: string): string => join(environmentFolder, 'left-behind.json');

/** Adds to what is noted already: an earlier `azd down` may have stopped halfway. */
export async function noteLeftBehind(folder: string, found: LeftBehind): Promise<void> {
  const { registrations } = await readLeftBehind(folder);
  const all = [...new Set([...registrations, ...found.registrations])];
  if (all.length === 0) return;
  await mkdir(folder, { recursive: true });
  await writeFile(fileIn(folder), `${JSON.stringify({ registrations: all }, undefined, 2)}\n`);
}

/** Nothing where nothing was noted, or the note cannot be read. */
export async function readLeftBehind(folder: string): Promise<LeftBehind> {
  try {
    const { registrations } = JSON.parse(await readFile(fileIn(folder), 'utf8')) as {
      registrations?: unknown;
    };
    const isText = (value: unknown): value is string => typeof value === 'string';
    return { registrations: Array.isArray(registrations) ? registrations.filter(isText) : [] };
  } catch {
    return { registrations: [] };
  }
}

export async function forgetLeftBehind(folder: string): Promise<void> {
  await rm(fileIn(folder), { force: true });
}
