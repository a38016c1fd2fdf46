import { isDeepStrictEqual } from 'node:util';
import { UsageError } from '@side-by-side/local-host/errors';
import type { JsonObject, Settings } from './client.ts';
import {
  addItem,
  removeValue,
  requireArray,
  requireObject,
  setValue,
  valueAt,
} from './jsonc/edit.ts';
import { keyHeader } from './keys.ts';

/** One thing that was done to a file. The values of what was there are never shown: there may be keys among them. */
export interface Change {
  readonly kind: 'added' | 'changed' | 'removed';
  /** `servers.extension-server-local.url` */
  readonly path: string;
}

export interface Merged {
  readonly text: string;
  readonly changes: readonly Change[];
}

/** What we write of a server, each part by itself, so that all else in it is the user's. */
const ownParts: readonly (readonly string[])[] = [
  ['type'],
  ['url'],
  ['headers', keyHeader],
  ['command'],
  ['args'],
  ['oauth', 'clientId'],
  ['oauth', 'callbackPort'],
];

/**
 * Puts settings into the text of a client's file, and leaves every other byte as it is. A second time changes nothing.
 * @param file how the file is called in an error
 * @param force whether a server of the same name but another address is overwritten
 * @throws UsageError where the text is broken, or such a server is there
 */
export function mergeSettings(
  source: string,
  settings: Settings,
  { file, force }: { readonly file: string; readonly force: boolean },
): Merged {
  // The parser takes the mark of the byte order for a wrong character.
  const mark = source.startsWith('\uFEFF') ? '\uFEFF' : '';
  let text = source.slice(mark.length);
  const changes: Change[] = [];
  const { section } = settings;
  requireShapes(text, settings, file);
  const others = Object.entries(settings.servers).flatMap(([name, server]) => {
    const there = valueAt(text, [section, name], file);
    return there === undefined || addressOf(there) === addressOf(server)
      ? []
      : [`${name} (${addressOf(there) ?? 'no address'})`];
  });
  if (others.length > 0 && !force) {
    throw new UsageError(
      `${file} has servers of these names with another address: ${others.join(', ')}. Nothing was changed. Give other names with --name, or overwrite them with --force.`,
    );
  }

  for (const [name, server] of Object.entries(settings.servers)) {
    const path = [section, name];
    const there = valueAt(text, path, file);
    if (!isObject(there)) {
      text = setValue(text, path, server, file);
      changes.push({ kind: there === undefined ? 'added' : 'changed', path: path.join('.') });
      continue;
    }
    for (const part of ownParts) {
      const place = [...path, ...asWritten(there, part)];
      const merged = mergePart(text, place, partOf(server, part), file);
      if (!merged) continue;
      text = merged.text;
      changes.push(...merged.changes);
    }
  }
  for (const input of settings.inputs ?? []) {
    const inputs = (valueAt(text, ['inputs'], file) ?? []) as readonly unknown[];
    // One that is there was written by us, or is the user's: either way it asks.
    if (inputs.some((there) => isObject(there) && there['id'] === input.id)) continue;
    text = addItem(text, ['inputs'], input, file);
    changes.push({ kind: 'added', path: `inputs.${input.id}` });
  }
  return { text: `${mark}${text}`, changes };
}

/**
 * Looks at all that edits will go into before the first of them, as places are told in the file as it is.
 * @throws UsageError where something else stands there
 */
function requireShapes(text: string, { section, servers, inputs }: Settings, file: string): void {
  requireObject(text, [section], file);
  for (const [name, server] of Object.entries(servers)) {
    for (const [outer, inner] of ownParts) {
      if (inner !== undefined && outer !== undefined && server[outer] !== undefined) {
        requireObject(text, [section, name, outer], file);
      }
    }
  }
  if (inputs) requireArray(text, ['inputs'], file);
}

/** Sets one part of a server, or takes it out; undefined where it is as it should be. */
function mergePart(
  text: string,
  path: readonly string[],
  value: unknown,
  file: string,
): Merged | undefined {
  const there = valueAt(text, path, file);
  if (isDeepStrictEqual(there, value)) return undefined;
  const change = (kind: Change['kind']): readonly Change[] => [{ kind, path: path.join('.') }];
  if (value !== undefined) {
    return {
      text: setValue(text, path, value, file),
      changes: change(there === undefined ? 'added' : 'changed'),
    };
  }
  let rest = removeValue(text, path, file);
  const parent = path.slice(0, -1);
  const isEmptyNow = path.length > 3 && isDeepStrictEqual(valueAt(rest, parent, file), {});
  if (isEmptyNow) rest = removeValue(rest, parent, file);
  return { text: rest, changes: change('removed') };
}

/** Where a server of a client's file is, without what may be a secret in it; undefined where it names no address. */
function addressOf(server: unknown): string | undefined {
  if (!isObject(server)) return undefined;
  const args = Array.isArray(server['args']) ? (server['args'] as readonly unknown[]) : [];
  const address = [server['url'], ...args].find(
    (text): text is string => typeof text === 'string' && /^https?:/i.test(text),
  );
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`;
}

/** A part under the name that the file has for it: names of headers are the same in any case. */
function asWritten(
  server: Readonly<Record<string, unknown>>,
  part: readonly string[],
): readonly string[] {
  const [outer, name] = part;
  const headers = server['headers'];
  if (outer !== 'headers' || !isObject(headers)) return part;
  const written = Object.keys(headers).find((key) => key.toLowerCase() === name);
  return written === undefined ? part : [outer, written];
}

function partOf(server: JsonObject, path: readonly string[]): unknown {
  let value: unknown = server;
  for (const key of path) value = isObject(value) ? value[key] : undefined;
  return value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
