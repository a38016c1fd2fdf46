/** Whom the server answers: names in `Host`, origins in `Origin`. */
export interface AllowedNames {
  /** Lower-case host names without a port; loopback is always allowed. */
  readonly hosts: readonly string[];
  /** Origins of web pages, such as `https://app.example`; with `loopback` those of this machine too. */
  readonly origins: readonly string[];
  readonly loopback: boolean;
}

/**
 * From the environment: `ALLOWED_HOSTS` and `ALLOWED_ORIGINS` (separated by commas), and the app's own name.
 * Web pages of this machine are trusted on this machine only.
 */
export function allowedNames(env: NodeJS.ProcessEnv): AllowedNames {
  const list = (text = ''): string[] =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean);
  const ownHost = env['WEBSITE_HOSTNAME'];
  return {
    hosts: [...list(env['ALLOWED_HOSTS']), ...(ownHost ? [ownHost] : [])].map(hostName),
    origins: list(env['ALLOWED_ORIGINS']).map((origin) => origin.toLowerCase()),
    loopback: env['WEBSITE_SITE_NAME'] === undefined,
  };
}

/**
 * Why a request is refused; undefined where it is not. A page on the web that makes a browser call this
 * server through a name that resolves here (DNS rebinding) has the wrong name in both headers.
 * Behind a proxy on this machine the client's `Host` is in `X-Forwarded-Host`. On Azure the platform
 * routes by name before anything reaches the app, so a custom domain needs no setting there.
 */
export function refusal(headers: Headers, allowed: AllowedNames): string | undefined {
  const hosts = [headers.get('host'), allowed.loopback ? headers.get('x-forwarded-host') : null];
  for (const host of hosts) {
    if (host !== null && !isAllowedHost(hostName(host), allowed)) return `Invalid Host: ${host}`;
  }
  const origin = headers.get('origin');
  if (origin !== null && !isAllowedOrigin(origin, allowed)) return `Invalid Origin: ${origin}`;
  return undefined;
}

function isAllowedHost(name: string, { hosts }: AllowedNames): boolean {
  return isLoopback(name) || hosts.includes(name);
}

function isAllowedOrigin(origin: string, { hosts, origins, loopback }: AllowedNames): boolean {
  if (origins.includes(origin.toLowerCase())) return true;
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  return (loopback && isLoopback(hostname)) || (protocol === 'https:' && hosts.includes(hostname));
}

function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '127.0.0.1' || name === '[::1]';
}

/** The name in a `Host` header, without its port. */
function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}
