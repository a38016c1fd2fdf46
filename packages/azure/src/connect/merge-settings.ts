import { UsageError } from '@side-by-side/local-host/errors';
import { addressOf } from './address-of.ts';
import type { Settings } from './client.ts';
import { isObject } from './is-object.ts';
import { addItem, setValue, valueAt } from './jsonc/edit.ts';
import { mergeServer, requireShapes } from './merge-server.ts';
import type { Change, Merged } from './merged.ts';

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
    const merged = mergeServer(text, path, server, file);
    text = merged.text;
    changes.push(...merged.changes);
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
