/** Controls, and what changes the direction of text: neither may hide or reorder what a server sent. */
const hidden = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** `text` with every character that cannot be seen written out, as `\u202e`; line breaks and tabs stay. */
export function visible(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(hidden, (found) => `\\u${found.codePointAt(0)!.toString(16).padStart(4, '0')}`);
}
