/** Whether two names are one: ids, URIs and scopes have no case. */
export function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
