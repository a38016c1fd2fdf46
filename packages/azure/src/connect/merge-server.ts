import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, Settings } from './client.ts';
import { isObject } from './is-object.ts';
import { removeValue, requireArray, requireObject, setValue, valueAt } from './jsonc/edit.ts';
import { keyHeader } from './keys.ts';
import type { Change, Merged } from './merged.ts';

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

/** Brings what we write of a server that is there up to date, and leaves all else in it. */
export function mergeServer(
  source: string,
  path: readonly string[],
  server: JsonObject,
  file: string,
): Merged {
  let text = source;
  const changes: Change[] = [];
  const there = valueAt(text, path, file);
  for (const part of ownParts) {
    const place = [...path, ...(isObject(there) ? asWritten(there, part) : part)];
    const merged = mergePart(text, place, partOf(server, part), file);
    if (!merged) continue;
    text = merged.text;
    changes.push(...merged.changes);
  }
  return { text, changes };
}

/**
 * Looks at all that edits will go into before the first of them, as places are told in the file as it is.
 * @throws UsageError where something else stands there
 */
export function requireShapes(
  text: string,
  { section, servers, inputs }: Settings,
  file: string,
): void {
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
