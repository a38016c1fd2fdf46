/** The brackets that hold text together, and what closes them. */
const pairs: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Where the string that begins at `start` ends; `${…}` inside may hold strings again. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text.startsWith('${', at)) at = closingIndex(text, at + 1);
    else if (text[at] === "'") return at;
  }
  throw new Error(`A string has no end: ${text.slice(start, start + 40)}`);
}

/** Where the bracket at `start` is closed. @throws Error if it is not. */
export function closingIndex(text: string, start: number): number {
  const close = pairs[text[start]!];
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at]!;
    if (character === "'") at = stringEnd(text, at);
    else if (character === close) return at;
    else if (pairs[character]) at = closingIndex(text, at);
  }
  throw new Error(`A bracket is not closed: ${text.slice(start, start + 40)}`);
}

/** Cuts a text at each of `separators` that is outside of all brackets and strings. */
export function splitAt(
  text: string,
  separators: string,
  isOne: (at: number) => boolean = () => true,
): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === "'") at = stringEnd(text, at);
    else if (pairs[character]) at = closingIndex(text, at);
    else if (separators.includes(character) && isOne(at)) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}

/** Without `//` comments; those of `https://` in a string stay. */
export function withoutComments(source: string): string {
  return source.replaceAll(/'(?:\\.|\$\{[^}]*\}|[^'\\\n])*'|\/\/[^\n]*/g, (match) =>
    match.startsWith('//') ? '' : match,
  );
}
