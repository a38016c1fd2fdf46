/**
 * Where a browser may be sent after signing in or out: to this very host, or to a URL that the settings
 * list, whose query does not count.
 * @param origin of the request
 * @returns a path for this host, a whole URL for another; undefined for where it must not be sent
 */
export function redirectTarget(
  asked: string,
  origin: string,
  allowed: readonly string[],
): string | undefined {
  // Browsers drop some of these and take others for slashes.
  if (!/^[!-~]+$/.test(asked) || asked.includes('\\') || !URL.canParse(asked, origin)) {
    return undefined;
  }
  const url = new URL(asked, origin);
  if (!/^https?:$/.test(url.protocol) || url.username || url.password) return undefined;
  const { pathname, search, hash } = url;
  if (url.origin === new URL(origin).origin) {
    // Two slashes at the start would be the name of another host.
    return pathname.startsWith('//') ? undefined : `${pathname}${search}${hash}`;
  }
  const isListed = allowed.some((entry) => {
    const known = URL.canParse(entry) ? new URL(entry) : undefined;
    return known?.origin === url.origin && known.pathname === pathname;
  });
  return isListed ? url.href : undefined;
}
