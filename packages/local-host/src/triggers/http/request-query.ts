/**
 * The query of a request as ASP.NET reads it: names without letter case, in the spelling and the order
 * of their first coming; the values of a repeated name together.
 * @param target the request's target, path and query
 */
export function readQuery(target: string): Map<string, string[]> {
  const start = target.indexOf('?');
  const spellings = new Map<string, string>();
  const query = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(start < 0 ? '' : target.slice(start + 1))) {
    const known = spellings.get(name.toLowerCase());
    if (known !== undefined) {
      query.get(known)!.push(value);
      continue;
    }
    spellings.set(name.toLowerCase(), name);
    query.set(name, [value]);
  }
  return query;
}
