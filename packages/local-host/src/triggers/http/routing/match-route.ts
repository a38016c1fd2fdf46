import { foldOrdinal } from '../../../dotnet/ordinal.ts';
import type { RouteParameter } from './route-parameter.ts';
import type { RouteSegment, RouteTemplate } from './route-template.ts';

/** The values of a route's parameters by name. */
export type RouteValues = Map<string, string>;

/**
 * The values that a path (decoded, see `decodePath`) has for a template, defaults included; undefined
 * where it does not match. Letter case and a slash at the end do not matter; constraints are not looked at.
 * @param folded the path as letters are compared, for a caller that has many templates
 * @see dotnet/aspnetcore:src/Http/Routing/src/Patterns/RoutePatternMatcher.cs
 */
export function matchTemplate(
  { segments, defaults }: RouteTemplate,
  path: string,
  folded = foldOrdinal(path),
): RouteValues | undefined {
  const values: RouteValues = new Map();
  let matched = 0;
  for (let at = 1; at < path.length; matched += 1) {
    const segment = segments[matched];
    const slash = path.indexOf('/', at);
    const end = slash < 0 ? path.length : slash;
    if (!segment || end === at) return undefined;
    const [part] = segment;
    if (part?.kind === 'parameter' && part.catchAll) {
      values.set(part.name, path.slice(at));
      matched += 1;
      break;
    }
    if (!matchSegment(segment, path.slice(at, end), folded.slice(at, end), values))
      return undefined;
    at = end + 1;
  }
  for (let i = matched; i < segments.length; i += 1) {
    if (!canBeAbsent(segments[i]!)) return undefined;
  }
  for (const [name, value] of defaults) if (!values.has(name)) values.set(name, value);
  return values;
}

function canBeAbsent(segment: RouteSegment): boolean {
  const [part] = segment;
  return (
    segment.length === 1 &&
    part?.kind === 'parameter' &&
    (part.optional || part.catchAll || part.defaultValue !== undefined)
  );
}

function matchSegment(
  segment: RouteSegment,
  text: string,
  folded: string,
  values: RouteValues,
): boolean {
  if (segment.length > 1) return matchComplex(segment, text, values);
  const part = segment[0]!;
  if (part.kind === 'literal') return folded === part.folded;
  values.set(part.name, text);
  return true;
}

/** An optional parameter at the end takes the period before it along when it is absent. */
function matchComplex(segment: RouteSegment, text: string, values: RouteValues): boolean {
  if (matchParts(segment, segment.length, text, values)) return true;
  const last = segment.at(-1)!;
  if (last.kind !== 'parameter' || !last.optional || text.endsWith('.')) return false;
  return matchParts(segment, segment.length - 2, text, values);
}

/**
 * Matches the first `count` parts from the right, so that each parameter takes as little as it can, but at
 * least one character, and the first takes what is left.
 */
function matchParts(
  segment: RouteSegment,
  count: number,
  text: string,
  values: RouteValues,
): boolean {
  const folded = foldOrdinal(text);
  const found: [string, string][] = [];
  let end = text.length;
  let pending: RouteParameter | undefined;
  for (let i = count - 1; i >= 0; i -= 1) {
    const part = segment[i]!;
    if (part.kind === 'parameter') {
      pending = part;
      continue;
    }
    const searched = folded.slice(0, pending ? end - 1 : end);
    const at = searched ? searched.lastIndexOf(part.folded) : -1;
    const after = at + part.folded.length;
    const isLast = i === segment.length - 1;
    if (at < 0 || (isLast && after !== text.length)) return false;
    if (pending) {
      if (after === end) return false;
      found.push([pending.name, text.slice(after, end)]);
      pending = undefined;
    }
    end = at;
  }
  if (pending) {
    if (end === 0) return false;
    found.push([pending.name, text.slice(0, end)]);
  } else if (end > 0) return false;
  for (const [name, value] of found) values.set(name, value);
  return true;
}
