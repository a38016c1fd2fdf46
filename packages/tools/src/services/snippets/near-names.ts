/**
 * The names most like the one that was asked for, the likest first: those that contain it or that it
 * contains, and those that differ in a few characters.
 */
export function nearNames(wanted: string, names: readonly string[], count = 5): string[] {
  const tolerance = Math.min(3, Math.max(1, Math.floor(wanted.length / 2)));
  return names
    .map((name) => ({ name, distance: editDistance(wanted, name) }))
    .filter(
      ({ name, distance }) =>
        distance <= tolerance || contains(name, wanted) || contains(wanted, name),
    )
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ name }) => name);
}

/** A letter or two are in nearly every name, and say nothing. */
function contains(name: string, part: string): boolean {
  return part.length > 2 && name.includes(part);
}

/** How many characters have to be added, removed or replaced to make one text of the other (Levenshtein). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, left] of Array.from(a).entries()) {
    const current = [row + 1];
    for (const [column, right] of Array.from(b).entries()) {
      const replaced = previous[column]! + (left === right ? 0 : 1);
      current.push(Math.min(replaced, previous[column + 1]! + 1, current[column]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}
