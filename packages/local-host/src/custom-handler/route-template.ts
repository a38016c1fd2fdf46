/** A part of a route between two slashes. */
type Part =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter'; readonly optional: boolean }
  | { readonly kind: 'rest' };

/** A route that can be matched, its prefix included. */
export interface RouteTemplate {
  readonly parts: readonly Part[];
}

const parameter = /^\{(?<stars>\*{0,2})[^{}*:=?]+(?<optional>\?)?\}$/;

/**
 * What is wrong with a route, in the host's words; undefined if nothing is.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Workers/Http/HttpWorkerFunctionProvider.cs
 */
export function errorInRoute(route: string): string | undefined {
  if (route.includes(' ')) return 'Route template cannot contain spaces.';
  if (route.includes('//')) return "Route template cannot contain consecutive '/'.";
  let depth = 0;
  for (let i = 0; i < route.length; i += 1) {
    if (route[i] === '{') {
      depth += 1;
      if (route[i + 1] === '}') return "Route template contains an empty parameter '{}'.";
    } else if (route[i] === '}') {
      depth -= 1;
      if (depth < 0) return "Route template contains unmatched closing brace '}'.";
    }
  }
  return depth === 0 ? undefined : "Route template contains unmatched '{'.";
}

/**
 * Parses a route without a leading slash. Literals, `{name}`, `{name?}` and `{*rest}` are known;
 * undefined for anything else (constraints, defaults, parameters inside of a segment).
 */
export function parseTemplate(route: string): RouteTemplate | undefined {
  const parts: Part[] = [];
  for (const segment of route === '' ? [] : route.split('/')) {
    if (parts.at(-1)?.kind === 'rest') return undefined;
    const groups = parameter.exec(segment)?.groups;
    if (groups?.['stars']) parts.push({ kind: 'rest' });
    else if (groups) parts.push({ kind: 'parameter', optional: groups['optional'] === '?' });
    else if (/[{}]/.test(segment)) return undefined;
    else parts.push({ kind: 'literal', text: segment.toLowerCase() });
  }
  return { parts };
}

/**
 * The segments of a request's path as routing sees them: percent-decoded but for `%2F`, dot segments
 * resolved, a slash at the end ignored.
 */
export function segmentsOf(path: string): string[] {
  const segments: string[] = [];
  for (const raw of path.split('/').slice(1)) {
    const segment = raw.includes('%') ? decode(raw) : raw;
    if (segment === '..') segments.pop();
    else if (segment !== '.') segments.push(segment);
  }
  if (segments.at(-1) === '') segments.pop();
  return segments;
}

/** Whether a template takes a path. Letter case does not matter; empty segments fit only into the rest. */
export function matchesTemplate({ parts }: RouteTemplate, segments: readonly string[]): boolean {
  for (const [i, part] of parts.entries()) {
    if (part.kind === 'rest') return true;
    const segment = segments[i];
    if (segment === undefined) {
      return parts.slice(i).every((left) => left.kind === 'rest' || isOptional(left));
    }
    if (segment === '') return false;
    if (part.kind === 'literal' && part.text !== segment.toLowerCase()) return false;
  }
  return segments.length <= parts.length;
}

function isOptional(part: Part): boolean {
  return part.kind === 'parameter' && part.optional;
}

function decode(segment: string): string {
  try {
    return segment
      .split(/(%2f)/i)
      .map((piece) => (/^%2f$/i.test(piece) ? piece : decodeURIComponent(piece)))
      .join('');
  } catch {
    return segment;
  }
}
