import { UsageError } from '@side-by-side/local-host/errors';
import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';

/** Comments, commas behind the last entry and an empty file are all fine. */
const options = { disallowComments: false, allowTrailingComma: true, allowEmptyContent: true };

/**
 * The tree of a JSONC text whose root is an object; undefined where the text is empty but for comments.
 * @param file how the text is called in an error
 * @throws UsageError with line and column where it is broken
 */
export function readJsonc(text: string, file: string): Node | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, options);
  const [first] = errors;
  if (first) {
    const what = printParseErrorCode(first.error);
    throw new UsageError(
      `${place(text, first.offset, file)}: this is no JSON (${what}). Mend it; nothing was changed.`,
    );
  }
  if (root && root.type !== 'object') throw wrongShape(text, root, file, 'The file', 'object');
  return root;
}

/** What to throw where something else stands in the place of an object or an array. */
export function wrongShape(
  text: string,
  node: Node,
  file: string,
  what: string,
  wanted: 'object' | 'array',
): UsageError {
  const shape = wanted === 'object' ? 'an object ({ … })' : 'an array ([ … ])';
  return new UsageError(
    `${place(text, node.offset, file)}: ${what} should be ${shape}, and is not. Nothing was changed.`,
  );
}

/** `file:line:column`, both from 1. */
export function place(text: string, offset: number, file: string): string {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return `${file}:${before.length}:${before.at(-1)!.length + 1}`;
}
