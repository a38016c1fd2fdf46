import { parseArgs } from 'node:util';
import { UsageError } from '@side-by-side/local-host/errors';

/**
 * The two endpoints on a command line; undefined where there is none.
 * @throws UsageError when there is one, or three, or what is no address, or an address that has a secret in it
 */
export function readUrls(words: readonly string[]): readonly [URL, URL] | undefined {
  const { values } = parseArgs({
    args: [...words],
    options: { url: { type: 'string', multiple: true } },
    strict: false,
  });
  const texts = (values.url ?? []).filter((one) => typeof one === 'string');
  if (texts.length === 0) return undefined;
  const [first, second, ...others] = texts.map(readUrl);
  if (!first || !second || others.length) {
    throw new UsageError('--url: give two endpoints to compare, --url URL --url URL.');
  }
  return [first, second];
}

function readUrl(text: string, index: number): URL {
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    // Not repeated: it may have a secret in it.
    throw new UsageError(`--url: the ${ordinals[index] ?? 'last'} is no http or https address.`);
  }
  if (url.username || url.password || secretParameters.some((name) => url.searchParams.has(name))) {
    throw new UsageError(
      `--url: a secret does not belong into an address, which others can read. Set COMPARE_KEY_${index + 1} or COMPARE_TOKEN_${index + 1}.`,
    );
  }
  url.hash = '';
  return url;
}

const ordinals = ['first', 'second'];

/** How Azure and others have keys in addresses. */
const secretParameters = [
  'code',
  'sig',
  'key',
  'api_key',
  'api-key',
  'apikey',
  'token',
  'access_token',
];
