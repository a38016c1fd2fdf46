import { foldOrdinal } from '../../../dotnet/ordinal.ts';
import { templateError } from './route-exceptions.ts';
import { parseParameter, type RouteParameter } from './route-parameter.ts';
import { templateMessages as messages } from './template-messages.ts';

/** Text that a path must have, letter case aside. */
export interface RouteLiteral {
  readonly kind: 'literal';
  readonly text: string;
  /** For comparing. */
  readonly folded: string;
}

export type RoutePart = RouteLiteral | RouteParameter;

/** What stands between two slashes: mostly one part, but `{a}-{b}.{ext?}` has five. */
export type RouteSegment = readonly RoutePart[];

/** A route that can be matched, its prefix included. */
export interface RouteTemplate {
  readonly text: string;
  readonly segments: readonly RouteSegment[];
  /** The values of parameters that a path may leave out, by their names. */
  readonly defaults: readonly (readonly [string, string])[];
}

/**
 * Reads a whole route, its prefix included.
 * @throws DotNetError for whatever the parser of ASP.NET Core refuses, in its words.
 * @see dotnet/aspnetcore:src/Http/Routing/src/Patterns/RoutePatternParser.cs
 */
export function parseTemplate(text: string): RouteTemplate {
  if (/^~(?!\/)/.test(text)) throw templateError(messages.tilde);
  const trimmed = text.replace(/^~?\//, '');
  const names = new Set<string>();
  const segments: RouteSegment[] = [];
  for (let at = 0; at < trimmed.length; at += 1) {
    if (trimmed[at] === '/') throw templateError(messages.doubleSlash);
    const { parts, end } = readSegment(trimmed, at, names);
    segments.push(parts);
    at = end;
  }
  const catchAll = segments.findIndex((parts) => parts.some(isCatchAll));
  if (catchAll >= 0 && catchAll < segments.length - 1) throw templateError(messages.catchAllLast);
  const defaults = segments
    .flat()
    .flatMap((part) =>
      part.kind === 'parameter' && part.defaultValue !== undefined
        ? [[part.name, part.defaultValue] as const]
        : [],
    );
  return { text, segments, defaults };
}

function readSegment(
  text: string,
  start: number,
  names: Set<string>,
): { parts: RouteSegment; end: number } {
  const parts: RoutePart[] = [];
  let at = start;
  while (at < text.length && text[at] !== '/') {
    const isParameter = text[at] === '{' && text[at + 1] !== '{';
    const end = isParameter ? endOfParameter(text, at) : endOfLiteral(text, at);
    const raw = text.slice(at, end);
    parts.push(isParameter ? readParameter(raw, names) : readLiteral(raw));
    at = end;
  }
  checkSegment(parts);
  return { parts, end: at };
}

/** Past the closing brace. Braces inside are doubled. */
function endOfParameter(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const [char, next] = [text[at], text[at + 1]];
    if (char === '{') {
      if (next === undefined) break;
      if (next !== '{') throw templateError(messages.unescapedBrace);
      at += 1;
    } else if (char === '}') {
      if (next !== '}') return at + 1;
      at += 1;
    }
  }
  throw templateError(messages.mismatched);
}

/** At the next slash or parameter, or the end. */
function endOfLiteral(text: string, start: number): number {
  let at = start;
  for (; at < text.length && text[at] !== '/'; at += 1) {
    const char = text[at];
    if (char !== '{' && char !== '}') continue;
    if (text[at + 1] === char) at += 1;
    else if (char === '{' && at + 1 < text.length) break;
    else throw templateError(messages.mismatched);
  }
  return at;
}

function readLiteral(raw: string): RouteLiteral {
  const text = unescapeBraces(raw);
  if (text.includes('?')) throw templateError(messages.questionMark(text));
  return { kind: 'literal', text, folded: foldOrdinal(text) };
}

function readParameter(raw: string, names: Set<string>): RouteParameter {
  const inside = unescapeBraces(raw.slice(1, -1));
  const parameter = parseParameter(inside);
  const { name, optional, defaultValue } = parameter;
  if (inside.startsWith('*') && optional) throw templateError(messages.optionalCatchAll);
  if (optional && defaultValue !== undefined) throw templateError(messages.optionalDefault);
  if (!name || /[/{}?*]/.test(name)) throw templateError(messages.badName(name));
  const folded = foldOrdinal(name);
  if (names.has(folded)) throw templateError(messages.repeated(name));
  names.add(folded);
  return parameter;
}

function unescapeBraces(text: string): string {
  return text.replaceAll('}}', '}').replaceAll('{{', '{');
}

/** What only segments of several parts can have wrong. */
function checkSegment(parts: RouteSegment): void {
  if (parts.length < 2) return;
  if (parts.some(isCatchAll)) throw templateError(messages.catchAllAlone);
  const at = parts.findIndex((part) => part.kind === 'parameter' && part.optional);
  const optional = parts[at];
  if (optional?.kind === 'parameter') {
    const [before, after] = [parts[at - 1], parts[at + 1]];
    if (after) throw templateError(messages.optionalFollowed(parts, optional, after));
    const dot = before?.kind === 'literal' && before.text === '.';
    if (before && !dot) throw templateError(messages.optionalPreceded(parts, optional, before));
  }
  const adjacent = parts.some(
    ({ kind }, i) => kind === 'parameter' && parts[i + 1]?.kind === 'parameter',
  );
  if (adjacent) throw templateError(messages.adjacent);
}

function isCatchAll(part: RoutePart): boolean {
  return part.kind === 'parameter' && part.catchAll;
}
