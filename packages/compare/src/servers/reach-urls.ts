import { messageOf } from '../message-of.ts';
import { UsageError } from '@side-by-side/local-host';
import { endSession, openSession } from '../rpc/mcp-session.ts';
import { AnswerError } from '../rpc/read-result.ts';
import {
  checked,
  credentialHeaders,
  type CredentialKind,
  headersFromEnvironment,
  variableOf,
} from './credentials.ts';
import type { Servers } from './start-local.ts';
import type { Target } from './target.ts';

/** Where keys and tokens come from. */
export interface Secrets {
  readonly env: NodeJS.ProcessEnv;
  /** Asks who sits there; undefined when they do not answer. Absent where nobody does. */
  readonly ask?: (question: string) => Promise<string | undefined>;
}

/** So often somebody may mistype. */
const attempts = 3;

/**
 * Makes sure that two endpoints answer, asking for a key or a token where one wants that.
 * @throws UsageError when one wants what is not there; Error when one does not answer
 */
export async function reachUrls(urls: readonly [URL, URL], secrets: Secrets): Promise<Servers> {
  const ids = ['first', 'second'];
  const targets: Target[] = [];
  // One after the other: each may ask.
  for (const [index, url] of urls.entries()) {
    targets.push({
      id: ids[index]!,
      title: titleOf(urls, index),
      url,
      hosting: undefined,
      place: isOnAzure(url) ? 'azure' : 'elsewhere',
      headers: await findHeaders(url, index + 1, secrets),
    });
  }
  return { targets: [targets[0]!, targets[1]!], stop: async () => {} };
}

/** The headers with which the server at `url` answers. */
async function findHeaders(
  url: URL,
  place: number,
  { env, ask }: Secrets,
): Promise<Record<string, string>> {
  const where = url.origin + url.pathname;
  let headers = headersFromEnvironment(env, place);
  for (let attempt = 1; ; attempt += 1) {
    refuseInTheOpen(url, headers);
    try {
      await endSession({ url, headers }, await openSession({ url, headers }));
      return headers;
    } catch (error) {
      const status = error instanceof AnswerError ? error.status : undefined;
      if (status !== 401 && status !== 403) {
        throw new Error(`${where} does not answer as an MCP server. ${messageOf(error)}`, {
          cause: error,
        });
      }
      const asked = attempt <= attempts && (await ask?.(questionFor(where, place)));
      if (!asked) throw new UsageError(refusalOf(where, status, place), { cause: error });
      headers = readAnswer(asked);
    }
  }
}

function questionFor(where: string, place: number): string {
  return `${where} (the ${place === 1 ? 'first' : 'second'}) wants a key or a token. Key, or 'Bearer TOKEN', not shown: `;
}

function readAnswer(text: string): Record<string, string> {
  const token = /^Bearer\s+(.*)$/i.exec(text.trim())?.[1];
  const kind: CredentialKind = token === undefined ? 'key' : 'token';
  return credentialHeaders(kind, checked(token ?? text.trim(), 'That'));
}

function refusalOf(where: string, status: number, place: number): string {
  const [key, token] = [variableOf('key', place), variableOf('token', place)];
  return `${where} answers ${status}. Set ${key} to a key of it, or ${token} to a bearer token, and not on the command line.`;
}

/** @throws UsageError for a secret that would travel for all to read */
function refuseInTheOpen(url: URL, headers: Readonly<Record<string, string>>): void {
  if (url.protocol === 'https:' || isLoopback(url) || Object.keys(headers).length === 0) return;
  throw new UsageError(`${url.origin} is not encrypted, and gets no key or token. Use https.`);
}

/** Whether the address is one of this machine. */
export function isLoopback({ hostname }: URL): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
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
