/**
 * Orders names as .NET's `StringComparer.OrdinalIgnoreCase` does: upper-case letters are compared, so
 * `_` comes after every letter.
 */
export function compareOrdinalIgnoringCase(a: string, b: string): number {
  const [left, right] = [a.toUpperCase(), b.toUpperCase()];
  return left < right ? -1 : left > right ? 1 : 0;
}
