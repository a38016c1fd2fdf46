/** What the name of a snippet is made of. */
export const snippetNamePattern = /^[A-Za-z0-9._-]{1,64}$/;

/** The rule for names, for people and models. */
export const snippetNameRule =
  'a name has 1 to 64 of the characters A-Z a-z 0-9 . _ - and is neither . nor .., nor a name that Windows reserves, such as con or nul.txt';

/** Windows takes these for devices, whatever follows the first dot. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/**
 * The one form of a name under which a snippet is kept: lower case, as a name is also the host of an
 * address, where letter case says nothing, and the name of a file, where it says nothing on Windows
 * and macOS. Undefined where it is no name.
 */
export function canonicalName(name: string): string | undefined {
  const canonical = name.toLowerCase();
  const isName =
    snippetNamePattern.test(name) && !/^\.\.?$/.test(name) && !reserved.test(canonical);
  return isName ? canonical : undefined;
}

/** The address of a snippet as a resource. */
export function snippetUri(name: string): string {
  return `snippet://${name}`;
}
