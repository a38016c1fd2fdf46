import type { Exchange } from '../../report/capabilities.ts';
import type { Recorded } from './recorded.ts';

/** How much of a body a report shows, in characters. */
export const shownCharacters = 4000;

const hidden = '(hidden)';
const secretHeaders = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-functions-key',
  'x-ms-token-aad-access-token',
  'x-ms-token-aad-id-token',
  'x-api-key',
  'ocp-apim-subscription-key',
]);
const sessionHeaders = new Set(['mcp-session-id']);

/**
 * What may be shown of an exchange: no keys, tokens and cookies, nothing of what the target's own headers
 * and query hold, session ids shortened, bodies cut.
 * @param secrets texts that must not be shown wherever they stand
 */
export function redact(label: string, recorded: Recorded, secrets: readonly string[]): Exchange {
  const clean = (text: string): string => withoutSecrets(shortenRuns(text), secrets);
  const { request, response, problem } = recorded;
  return {
    label,
    request: {
      method: request.method,
      url: redactUrl(request.url, secrets),
      headers: redactHeaders(request.headers, clean),
      ...(request.body !== undefined && { body: cut(clean(request.body)) }),
    },
    ...(response && {
      response: {
        status: response.status,
        headers: redactHeaders(response.headers, clean),
        body: cut(clean(response.body)),
      },
    }),
    ...(problem !== undefined && { problem: clean(problem) }),
  };
}

/** A URL without the values of its query that open doors. */
export function redactUrl(text: string, secrets: readonly string[]): string {
  const url = new URL(text);
  for (const name of url.searchParams.keys()) {
    if (isSecretName(name) || name.toLowerCase() === 'code') url.searchParams.set(name, 'hidden');
  }
  url.username = '';
  url.password = '';
  return withoutSecrets(url.href, secrets);
}

/** The texts in a target's headers and query that must not be shown. */
export function secretsOf(headers: Readonly<Record<string, string>>, url: URL): string[] {
  const values = [...Object.values(headers), url.password, ...url.searchParams.values()];
  const bare = values.map((value) => value.replace(/^(?:Bearer|Basic)\s+/i, ''));
  // Shorter ones are no secrets, and would be found everywhere.
  return [...values, ...bare].filter((value) => value.length >= 4);
}

function redactHeaders(
  headers: Readonly<Record<string, string>>,
  clean: (text: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (secretHeaders.has(name.toLowerCase())) return [name, hidden];
      return [name, sessionHeaders.has(name.toLowerCase()) ? shorten(value) : clean(value)];
    }),
  );
}

/** A text without secrets: those given, and those that look like it. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    for (const form of new Set([
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
    ])) {
      clean = clean.replaceAll(form, hidden);
    }
  }
  return (
    clean
      // Tokens, whoever they belong to.
      .replace(/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, hidden)
      // Members whose names say that they are secret, also in JSON within JSON; a server may show its environment.
      .replace(
        /(\\*")([\w.-]+)\1(\s*:\s*)\1((?:(?!\\*").)+)\1/g,
        (whole, quote: string, name: string, colon: string) =>
          isSecretName(name) ? `${quote}${name}${quote}${colon}${quote}${hidden}${quote}` : whole,
      )
      .replace(
        /([?&](?:sessionId|session_id|azmcpcs)=)([^&\s"\\]+)/g,
        (_, name: string, id: string) => name + shorten(id),
      )
  );
}

/** Padding tells nobody anything. */
function shortenRuns(text: string): string {
  return text.replace(/(.)\1{99,}/g, '$1$1$1…');
}

function isSecretName(name: string): boolean {
  if (/^(?:progress|continuation|page)_?token$/i.test(name)) return false;
  return /secret|password|passwd|pwd|token|credential|connection_?string|(?:^|[_-])(?:sig|key|auth)$|api_?key|account_?key|authorization|cookie/i.test(
    name,
  );
}

function shorten(id: string): string {
  return id.length > 8 ? `${id.slice(0, 8)}…` : id;
}

function cut(text: string): string {
  if (text.length <= shownCharacters) return text;
  // Not in the middle of a character.
  const end = /[\uD800-\uDBFF]/.test(text[shownCharacters - 2]!)
    ? shownCharacters - 2
    : shownCharacters - 1;
  return `${text.slice(0, end)}…`;
}
