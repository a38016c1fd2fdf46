import { headersFromEnvironment } from './credentials.ts';
import { type Ask, findHeaders } from './find-headers.ts';
import type { Servers } from './start-local.ts';
import type { Target } from './target.ts';

/** Where keys and tokens come from. */
export interface Secrets {
  readonly env: NodeJS.ProcessEnv;
  /** Absent where nobody sits there. */
  readonly ask?: Ask;
}

/**
 * Makes sure that two endpoints answer, asking for a key or a token where one wants that.
 * @throws UsageError when one wants what is not there; Error when one does not answer
 */
export async function reachUrls(
  urls: readonly [URL, URL],
  { env, ask }: Secrets,
): Promise<Servers> {
  const ids = ['first', 'second'];
  const targets: Target[] = [];
  // One after the other: each may ask.
  for (const [index, url] of urls.entries()) {
    const place = index + 1;
    targets.push({
      id: ids[index]!,
      title: titleOf(urls, index),
      url,
      hosting: undefined,
      place: isOnAzure(url) ? 'azure' : 'elsewhere',
      headers: await findHeaders(url, place, { headers: headersFromEnvironment(env, place) }, ask),
    });
  }
  return { targets: [targets[0]!, targets[1]!], stop: async () => {} };
}

function isOnAzure({ hostname }: URL): boolean {
  return /\.(?:azurewebsites\.(?:net|us)|chinacloudsites\.cn)$/.test(hostname);
}

/** As short as tells the two from each other. */
function titleOf(urls: readonly URL[], index: number): string {
  const names = [(url: URL) => url.host, (url: URL) => url.host + url.pathname];
  const name = names.find((one) => new Set(urls.map(one)).size === urls.length);
  return name ? name(urls[index]!) : `${urls[index]!.host} (${index + 1})`;
}
