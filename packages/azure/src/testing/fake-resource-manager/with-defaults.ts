import type { Json } from './fixture.ts';

/** What is set, and what App Service adds where nothing is; a list is taken whole. */
export function withDefaults(defaults: Json, set: Json): Json {
  if (!isObject(defaults) || !isObject(set)) return set;
  const names = new Set([...Object.keys(defaults), ...Object.keys(set)]);
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      Object.hasOwn(set, name) ? withDefaults(defaults[name], set[name]) : defaults[name],
    ]),
  );
}

function isObject(value: Json): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
