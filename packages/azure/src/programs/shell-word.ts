/** A word for a POSIX shell or PowerShell, quoted where it has to be; nothing in it is expanded. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A command line of whole words. */
export function shellLine(...words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}
