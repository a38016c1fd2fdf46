import { canonicalName } from './names.ts';

const extension = '.txt';

/**
 * A part of a path, or of the name of a blob.
 * @throws Error for anything but what the contract of `SnippetStore` promises: a mistake of ours.
 */
export function segment(text: string): string {
  if (canonicalName(text) !== text) throw new Error('Neither an owner nor the name of a snippet.');
  return text;
}

/** What the snippet of a name is called where it is kept. */
export function fileNameOf(name: string): string {
  return segment(name) + extension;
}

/** The name of the snippet that is kept so; undefined for what no save has made. */
export function nameOfFile(file: string): string | undefined {
  const name = file.endsWith(extension) ? file.slice(0, -extension.length) : '';
  return canonicalName(name) === name ? name : undefined;
}
