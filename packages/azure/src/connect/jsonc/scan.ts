import { createScanner } from 'jsonc-parser';

interface Token {
  readonly text: string;
  readonly offset: number;
}

/** The tokens from an offset on, white space and comments too. */
function* tokensFrom(text: string, from: number): Generator<Token> {
  const scanner = createScanner(text, false);
  scanner.setPosition(from);
  for (;;) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    const length = scanner.getTokenLength();
    if (length === 0) return;
    yield { text: text.slice(offset, offset + length), offset };
  }
}

const isComment = ({ text }: Token): boolean => text.startsWith('//') || text.startsWith('/*');
const isBlank = ({ text }: Token): boolean => /^\s+$/.test(text);

/** Where the comma between two offsets is, outside of comments; undefined where there is none. */
export function findComma(text: string, from: number, to: number): number | undefined {
  for (const token of tokensFrom(text, from)) {
    if (token.offset >= to) return undefined;
    if (token.text === ',') return token.offset;
  }
  return undefined;
}

/** The end of the comments that stand behind an offset on its line; the offset itself where there are none. */
export function endOfCommentsOnLine(text: string, from: number): number {
  let end = from;
  for (const token of tokensFrom(text, from)) {
    if (isComment(token)) end = token.offset + token.text.length;
    else if (!isBlank(token) || /[\r\n]/.test(token.text)) return end;
  }
  return end;
}

/** The end of the last comment behind an offset, on whichever line. */
export function endOfAllComments(text: string, from: number): number {
  let end = from;
  for (const token of tokensFrom(text, from)) {
    if (isComment(token)) end = token.offset + token.text.length;
    else if (!isBlank(token)) return end;
  }
  return end;
}
