import { isLoopbackName } from '@side-by-side/local-host/command-line';
import type { Target } from '../servers/target.ts';

/** Where figures of these servers come from, in the words that stand wherever a figure does. */
export function labelOf(targets: readonly Pick<Target, 'place' | 'url'>[]): string {
  const places = [...new Set(targets.map(placeOf))];
  return places.join('; ');
}

function placeOf({ place, url }: Pick<Target, 'place' | 'url'>): string {
  if (place === 'local host') return 'local host, not Azure';
  if (isLoopbackName(url.hostname)) return 'this machine, not Azure';
  return place === 'azure'
    ? 'Azure, seen over the network from this machine'
    : 'seen over the network from this machine';
}
