import { isLoopbackName } from '@side-by-side/local-host/command-line';
import { UsageError } from '@side-by-side/local-host/errors';
import { messageOf } from '../message-of.ts';
import { endSession, openSession } from '../rpc/mcp-session.ts';
import { AnswerError } from '../rpc/read-result.ts';
import { checked, credentialHeaders, type CredentialKind, variableOf } from './credentials.ts';

/** Asks who sits there; undefined when they do not answer. */
export type Ask = (question: string) => Promise<string | undefined>;

export interface KnownAccess {
  /** The headers to try first. */
  readonly headers: Readonly<Record<string, string>>;
  /** Why there are none, where that is known: a sentence. */
  readonly reason?: string;
}

/** So often somebody may mistype. */
const attempts = 3;

/**
 * The headers with which the server at `url` answers: those that are known, else what whoever is asked says.
 * @param place of the server on the command line, from 1
 * @throws UsageError when it wants what is not there; Error when it does not answer
 */
export async function findHeaders(
  url: URL,
  place: number,
  known: KnownAccess,
  ask: Ask | undefined,
): Promise<Readonly<Record<string, string>>> {
  const where = url.origin + url.pathname;
  let { headers } = known;
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
      if (!asked) {
        const refusal = refusalOf(where, status, place);
        throw new UsageError([known.reason, refusal].filter(Boolean).join(' '), { cause: error });
      }
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
  if (url.protocol === 'https:' || isLoopbackName(url.hostname)) return;
  if (Object.keys(headers).length === 0) return;
  throw new UsageError(`${url.origin} is not encrypted, and gets no key or token. Use https.`);
}
