/** A text of somebody else, a client or a server, without what would control the terminal; lines and tabs stay. */
export function printable(text: string): string {
  return text.replace(/[^\P{C}\n\t]/gu, '');
}
