/**
 * A word as Azure documents it, whatever letter case it was answered in; unknown ones stay as they are.
 * Real answers have `blobcontainer` and `systemassignedidentity`.
 */
export function canonical<T extends string>(
  value: string | null | undefined,
  known: readonly T[],
): T | (string & {}) | undefined {
  if (!value) return undefined;
  return known.find((word) => word.toLowerCase() === value.toLowerCase()) ?? value;
}
