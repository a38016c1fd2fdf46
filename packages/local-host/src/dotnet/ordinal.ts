/**
 * Orders names as .NET's `StringComparer.OrdinalIgnoreCase` does: upper-case letters are compared, so
 * `_` comes after every letter.
 */
export function compareOrdinalIgnoringCase(a: string, b: string): number {
  const [left, right] = [a.toUpperCase(), b.toUpperCase()];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A text in the form in which `OrdinalIgnoreCase` compares it: each UTF-16 unit for itself in capitals. */
export function foldOrdinal(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text.toUpperCase();
  return text.replace(/[^\0-\x7f]|[a-z]+/g, (part) => {
    const upper = part.toUpperCase();
    return upper.length === part.length ? upper : part;
  });
}
