/**
 * For how many seconds an answer may be kept, as it says itself: `max-age` less its age, else
 * `Expires`; 0 where it says nothing; undefined where it must not be kept.
 * @param now in milliseconds
 * @see https://www.rfc-editor.org/rfc/rfc9111#section-4.2
 */
export function freshnessOf(headers: Headers, now: number): number | undefined {
  const cacheControl = headers.get('cache-control')?.toLowerCase() ?? '';
  if (/\bno-store\b|\bno-cache\b/.test(cacheControl)) return undefined;
  const maxAge = /(?:^|[\s,])max-age="?(\d+)/.exec(cacheControl)?.[1];
  if (maxAge !== undefined) {
    return Math.max(0, Number(maxAge) - (Number(headers.get('age')) || 0));
  }
  const expires = Date.parse(headers.get('expires') ?? '');
  if (Number.isNaN(expires)) return 0;
  const date = Date.parse(headers.get('date') ?? '');
  return Math.max(0, (expires - (Number.isNaN(date) ? now : date)) / 1000);
}
