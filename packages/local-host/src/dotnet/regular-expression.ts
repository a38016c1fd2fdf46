import { DotNetError } from './dotnet-error.ts';

/**
 * Compiles a pattern of .NET as with the options `IgnoreCase` and `CultureInvariant`. Options in the middle
 * of a pattern other than `i` and `s`, conditions and balancing groups are not known.
 * @throws DotNetError for a pattern that cannot be read.
 */
export function compileRegex(pattern: string): RegExp {
  try {
    return new RegExp(translate(pattern), 'iv');
  } catch (error) {
    throw new DotNetError(
      'System.Text.RegularExpressions.RegexParseException',
      `Invalid pattern '${pattern}'. ${(error as Error).message.replace(/^.*\/iv: /s, '')}.`,
      'System.Text.RegularExpressions',
    );
  }
}

/** A group that is open. */
interface Group {
  readonly closing: string;
  readonly dotAll: boolean;
}

/** What ECMAScript says otherwise, outside of brackets. */
const replacements: Readonly<Record<string, string>> = {
  '\\A': '(?<![^])',
  '\\G': '(?<![^])',
  '\\z': '(?![^])',
  '\\Z': '(?=\\n?(?![^]))',
  $: '(?=\\n?(?![^]))',
  ']': '\\]',
  '{': '\\{',
  '}': '\\}',
};

const token =
  /\\(?:[pP]\{[^}]*\}|x[\da-f]{2}|u[\da-f]{4}|c[a-z@-_]|k(?:<\w+>|'\w+')|\d+|[^])|\[|\(\?#[^)]*\)|\(\?[is]+\)|\(\?(?:<\w+>|'\w+'|>)|\((?:\?(?:<?[=!]|[is-]*:))?|\)|\{\d+(?:,\d*)?\}|[^]/giy;

/** The same pattern in ECMAScript's words, for the flag `v`. */
function translate(pattern: string): string {
  const groups: Group[] = [{ closing: '', dotAll: false }];
  let atomics = 0;
  let result = '';
  for (let at = 0; at < pattern.length;) {
    token.lastIndex = at;
    const text = token.exec(pattern)![0];
    const group = groups.at(-1)!;
    at += text.length;
    if (text === '[') {
      const set = translateSet(pattern, at);
      result += set.text;
      at = set.end;
    } else if (text === ')') {
      if (groups.length > 1) groups.pop();
      result += groups.length > 0 && group.closing ? group.closing : ')';
    } else if (/^\(\?[is]+\)$/i.test(text)) {
      groups[groups.length - 1] = { ...group, dotAll: group.dotAll || /s/i.test(text) };
    } else if (text === '(?>') {
      // What a lookahead has taken is not given back, which makes a group atomic.
      const name = `atomic${(atomics += 1)}`;
      groups.push({ ...group, closing: `))\\k<${name}>` });
      result += `(?=(?<${name}>`;
    } else if (text.startsWith('(?#')) {
      continue;
    } else if (text.startsWith('(')) {
      const dotAll = group.dotAll || /^\(\?i?s/i.test(text);
      groups.push({ closing: ')', dotAll });
      result += text.replace(/^\(\?'(\w+)'/, '(?<$1>').replace(/^\(\?[is]+:/i, '(?:');
    } else if (text === '.') {
      result += group.dotAll ? '[^]' : '[^\\n]';
    } else result += replacements[text] ?? (text.startsWith('\\') ? escape(text) : text);
  }
  return result;
}

/** A set in brackets, from behind the opening one on; `[a-z-[aeiou]]` takes one set from another. */
function translateSet(pattern: string, start: number): { text: string; end: number } {
  const negated = pattern[start] === '^' ? '^' : '';
  const first = start + negated.length;
  let content = '';
  for (let at = first; at < pattern.length;) {
    if (pattern[at] === ']' && at > first) {
      return { text: `[${negated}${content}]`, end: at + 1 };
    }
    if (pattern.startsWith('-[', at) && at > first) {
      const { text, end } = translateSet(pattern, at + 2);
      if (pattern[end] !== ']') break;
      return { text: `[[${negated}${content}]--${text}]`, end: end + 1 };
    }
    token.lastIndex = at;
    const [text] = token.exec(pattern)!;
    const item = text.startsWith('\\') ? text : pattern[at]!;
    const isRange = item === '-' && at > first && pattern[at + 1] !== ']';
    if (item.length > 1) content += item === '\\b' ? '\\x08' : escape(item);
    else content += isRange ? '-' : literal(item);
    at += item.length;
  }
  throw new SyntaxError('Unterminated [] set');
}

/** What .NET takes from Unicode. */
const classes: Readonly<Record<string, string>> = {
  '\\d': '\\p{Nd}',
  '\\w': '[\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}\\u200c\\u200d]',
  '\\s': '[\\f\\n\\r\\t\\v\\x85\\p{Z}]',
  '\\D': '\\P{Nd}',
  '\\W': '[^\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}\\u200c\\u200d]',
  '\\S': '[^\\f\\n\\r\\t\\v\\x85\\p{Z}]',
  '\\a': '\\x07',
  '\\e': '\\x1b',
};

function escape(text: string): string {
  if (Object.hasOwn(classes, text)) return classes[text]!;
  if (text.startsWith("\\k'")) return `\\k<${text.slice(3, -1)}>`;
  if (text.length > 2 || /[\dA-Za-z]/.test(text[1]!)) return text;
  return literal(text[1]!);
}

/** A character for itself. */
function literal(char: string): string {
  return /[\w\s]|[^\0-\x7f]/.test(char) ? char : `\\x${hex(char)}`;
}

function hex(char: string): string {
  return char.codePointAt(0)!.toString(16).padStart(2, '0');
}
