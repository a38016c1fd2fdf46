import type { IncomingMessage } from 'node:http';
import { rawPathOf } from '../../http.ts';

/**
 * Whether a path asks for no sign-in: it is one of those excluded, letter case aside, or lies below one
 * that ends in `/*`. A path that could be read in two ways, by the encodings or dots in it, never is.
 */
export function isExcluded(request: IncomingMessage, excluded: readonly string[]): boolean {
  const path = rawPathOf(request).toLowerCase();
  if (!/^[\w/.~-]+$/.test(path) || path.includes('//') || path.includes('/.')) return false;
  return excluded.some((entry) => {
    const known = entry.toLowerCase();
    return known.endsWith('/*') ? path.startsWith(known.slice(0, -1)) : path === known;
  });
}
