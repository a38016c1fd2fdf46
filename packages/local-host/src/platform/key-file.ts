import { chmod, mkdir, readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decodeText } from '../decode-text.ts';
import { HostError } from '../errors.ts';
import { ignoreInGit } from '../ignore-in-git.ts';
import { generateKey, type HostKeys, type KeyRing } from './keys.ts';

/** Where the keys of an app are kept, below its folder. */
export const keysFile = join('.local-host', 'keys.json');

/** The keys of a file, and how to write them there. */
export interface KeptKeys {
  readonly keys: HostKeys;
  readonly save: (keys: HostKeys) => void;
}

/** As `az functionapp keys list` shows them, and besides them the keys of single functions. */
interface KeysJson {
  readonly masterKey: string;
  readonly functionKeys: KeyRing;
  readonly systemKeys: KeyRing;
  readonly functions?: Readonly<Record<string, KeyRing>>;
}

/**
 * Opens the file with an app's keys, which only its owner may read and a .gitignore beside it keeps out of
 * commits. Without one new keys are made, as Azure makes them for a new app.
 * @throws HostError when the file holds no keys
 */
export async function openKeyFile(file: string): Promise<KeptKeys> {
  const save = (keys: HostKeys): void => write(file, keys);
  const kept = await readKeys(file);
  if (kept) return { keys: kept, save };
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await ignoreInGit(dirname(file));
  const keys = {
    master: generateKey(),
    system: { mcp_extension: generateKey() },
    host: { default: generateKey() },
  };
  return isFirst(file, keys) ? { keys, save } : openKeyFile(file);
}

async function readKeys(file: string): Promise<HostKeys | undefined> {
  let text: string;
  try {
    text = decodeText(await readFile(file));
    await chmod(file, 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw invalid(file, error);
  }
  try {
    const { masterKey, systemKeys, functionKeys, functions } = JSON.parse(text) as KeysJson;
    if (!masterKey || typeof masterKey !== 'string') throw new Error('it has no masterKey');
    for (const ring of [systemKeys, functionKeys, ...Object.values(functions ?? {})]) {
      if (!isRing(ring)) throw new Error('it has something else than keys by their names');
    }
    return {
      master: masterKey,
      system: systemKeys,
      host: functionKeys,
      functions: functions ?? {},
    };
  } catch (error) {
    throw invalid(file, error);
  }
}

function isRing(value: unknown): value is KeyRing {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((key) => typeof key === 'string' && key !== '')
  );
}

/** Keeps new keys, unless another host of the app has made some at the same time: then those count. */
function isFirst(file: string, keys: HostKeys): boolean {
  return writeAside(file, keys, (temporary) => {
    try {
      linkSync(temporary, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      // A file system without links.
      renameSync(temporary, file);
    }
    return true;
  });
}

/** Made aside and put in place: a host that is ended meanwhile leaves the old file or the new one. */
function write(file: string, keys: HostKeys): void {
  writeAside(file, keys, (temporary) => renameSync(temporary, file));
}

function writeAside<Result>(
  file: string,
  { master, system, host, functions = {} }: HostKeys,
  putInPlace: (temporary: string) => Result,
): Result {
  const json: KeysJson = {
    masterKey: master,
    functionKeys: host,
    systemKeys: system,
    ...(Object.keys(functions).length > 0 && { functions }),
  };
  const temporary = `${file}.${randomUUID()}`;
  try {
    writeFileSync(temporary, `${JSON.stringify(json, undefined, 2)}\n`, {
      flag: 'wx',
      mode: 0o600,
    });
    return putInPlace(temporary);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** The message of a JSON error may quote the text, and so a key: it is left out. */
function invalid(file: string, error: unknown): HostError {
  const why = error instanceof SyntaxError ? 'it is no JSON' : (error as Error).message;
  return new HostError(
    'KEYS_INVALID',
    `${file} holds no keys: ${why}.`,
    'Correct it, or delete it: new keys are made at the next start.',
  );
}
