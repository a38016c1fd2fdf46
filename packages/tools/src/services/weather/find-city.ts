import { cities, type City } from './cities.ts';
import { editDistance } from './edit-distance.ts';
import { stateCode } from './states.ts';

/** What the table says of a name. */
export type CityAnswer =
  /** `others` have the name as well, but are much smaller. */
  | { readonly kind: 'found'; readonly city: City; readonly others: readonly City[] }
  /** Several cities have the name, and none is much larger than the others. */
  | { readonly kind: 'ambiguous'; readonly cities: readonly City[] }
  /** `near` have a similar name, the most similar first. */
  | { readonly kind: 'unknown'; readonly near: readonly City[] };

/** By how much a city must outnumber its namesakes to be the one that is meant. */
const muchLarger = 2;
const mostOffered = 3;

const index = Map.groupBy(
  cities
    .flatMap((city) => [city.name, ...city.aliases].map((name) => ({ key: simplify(name), city })))
    .toSorted((a, b) => b.city.population - a.city.population),
  ({ key }) => key,
);

/**
 * Finds a city by what people write: `NYC`, `St. Louis`, `Springfield, IL`, `portland maine`.
 * Letter case, accents and punctuation do not matter.
 */
export function findCity(text: string): CityAnswer {
  const readings = readingsOf(text);
  for (const { name, state } of readings) {
    const [city, ...others] = named(name, state);
    if (city) {
      const clear = others.every(({ population }) => city.population >= muchLarger * population);
      return clear
        ? { kind: 'found', city, others }
        : { kind: 'ambiguous', cities: [city, ...others] };
    }
  }
  return { kind: 'unknown', near: near(readings) };
}

/** The name by which a city is known to everyone: `Portland, ME`. */
export function fullName({ name, state }: City): string {
  return `${name}, ${state}`;
}

interface Reading {
  readonly name: string;
  readonly state?: string;
}

/** The ways to read a text as a city, and perhaps its state; the likeliest first. */
function readingsOf(text: string): Reading[] {
  const [first = '', ...rest] = text.split(',').map(simplify).filter(Boolean);
  if (isCountry(rest.at(-1))) rest.pop();
  const last = rest.at(-1);
  if (last !== undefined) {
    // 'Brooklyn, New York City' names a city where others name the state.
    const state = stateCode(last) ?? named(last)[0]?.state;
    return [state ? { name: first, state } : { name: [first, ...rest].join(' ') }];
  }
  const words = first.split(' ');
  return [
    { name: first },
    ...[1, 2, 3].flatMap((count) => {
      const state = stateCode(words.slice(-count).join(' '));
      return state && words.length > count
        ? [{ name: words.slice(0, -count).join(' '), state }]
        : [];
    }),
  ];
}

function isCountry(text: string | undefined): boolean {
  return /^(?:us|usa|united states(?: of america)?)$/.test(text ?? '');
}

function simplify(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\p{M}.'’]/gu, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\bsaint\b/g, 'st')
    .replace(/\bft\b/g, 'fort')
    .trim();
}

function named(name: string, state?: string): City[] {
  const found = index.get(name)?.map(({ city }) => city) ?? [];
  return state ? found.filter((city) => city.state === state) : found;
}

function near(readings: readonly Reading[]): City[] {
  const similar = readings.flatMap(({ name, state }) => {
    const most = Math.min(Math.floor(name.length / 3), 3);
    return [...index].flatMap(([key, entries]) => {
      const distance = editDistance(name, key);
      if (distance > most) return [];
      return entries.map(({ city }) => ({
        city,
        // A name that is a little wrong is likelier than a wrong state.
        distance: distance + (state && city.state !== state ? most : 0),
      }));
    });
  });
  const inState = cities.filter(({ state }) => state === stateCode(readings[0]?.name ?? ''));
  const ordered = similar.toSorted((a, b) => a.distance - b.distance).map(({ city }) => city);
  return [...new Set([...inState, ...ordered])].slice(0, mostOffered);
}
