import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  type RawRequest,
  type RawResponse,
  sendRaw,
  sendRawStream,
} from '../../testing/raw-http.ts';

/** One recorded exchange. @see fixtures/README.md */
export interface Recording {
  readonly name: string;
  readonly family: string;
  readonly instance: string;
  /** The order of members does not count. */
  readonly compare?: 'members';
  /** The answer stays open. */
  readonly stream?: object;
  /** One of several that belong together. */
  readonly conversation?: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  readonly response: RawResponse;
}

/** What stands in the place of the recordings' placeholders, by placeholder. */
export type Placeholders = Readonly<Record<string, string>>;

export const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url));

/** The recordings of a file in fixtures/. */
export function readRecordings(file: string): Recording[] {
  const { recordings } = JSON.parse(readFileSync(`${fixtures}/${file}`, 'utf8')) as {
    recordings: Recording[];
  };
  return recordings;
}

/** The request as it is to be sent, with its placeholders filled in. */
export function requestOf({ request }: Recording, placeholders: Placeholders): RawRequest {
  const { method, path, headers, body } = request;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    method,
    path: fill(path, placeholders),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, fill(value, placeholders)]),
    ),
    ...(body !== undefined && body !== null && { body: fill(text, placeholders) }),
  };
}

function fill(text: string, placeholders: Placeholders): string {
  const filled = Object.entries(placeholders).reduce(
    (result, [placeholder, value]) => result.replaceAll(placeholder, value),
    text,
  );
  return filled.replace(/<repeat x (\d+)>/g, (_, count) => 'x'.repeat(Number(count)));
}

/** Puts placeholders in the place of what differs from run to run. */
export function normalise(text: string, placeholders: Placeholders): string {
  const known = Object.entries(placeholders)
    .filter(([placeholder, value]) => placeholder.endsWith('-key>') && value)
    .reduce((result, [placeholder, value]) => result.replaceAll(value, placeholder), text);
  return known
    .replace(/\b[a-z0-9]{16}\|[a-z0-9]{16}\b/g, '<clientid16>|<instanceid16>')
    .replace(/(?<![\w-])[\w-]{100,140}(?![\w-])/g, '<encrypted-session>')
    .replaceAll(placeholders['<host:port>'] ?? '<host:port>', '<host:port>');
}

export function normalised(response: RawResponse, placeholders: Placeholders): RawResponse {
  const headers = Object.entries(response.headers);
  return {
    ...response,
    headers: Object.fromEntries(
      headers.map(([name, value]) => [name, normalise(value, placeholders)]),
    ),
    body: normalise(response.body, placeholders),
  };
}

/** Sends a recorded request again, and reads as much of the answer as was recorded. */
export function replay(
  recording: Recording,
  port: number,
  placeholders: Placeholders,
): Promise<RawResponse> {
  const request = requestOf(recording, placeholders);
  const isWhole = (body: string): boolean =>
    normalise(body, placeholders).length >= recording.response.body.length;
  return recording.stream ? sendRawStream(port, request, isWhole) : sendRaw(port, request);
}

const compared = [
  'content-type',
  'cache-control',
  'content-encoding',
  'allow',
  'mcp-session-id',
  'www-authenticate',
  'transfer-encoding',
  'connection',
  'server',
];

/** The headers that count. */
export function comparedHeaders(headers: RawResponse['headers']): object {
  return Object.fromEntries(compared.map((name) => [name, headers[name]]));
}

/** The items of a listing, each as its own text: they are not parsed, as one has a member twice on purpose. */
export function listItems(body: string): { frame: string; items: string[] } | undefined {
  const match =
    /^(event: message\ndata: \{"result":\{"\w+":\[)(.*)(\]\},"id":1,"jsonrpc":"2.0"\}\n\n)$/s.exec(
      body,
    );
  if (!match) return undefined;
  const items = match[2]!.split(/(?<=\}),(?=\{"name":)/);
  return { frame: match[1]! + match[3]!, items };
}

/** The JSON in the one text block of an answer. */
export function toldByTool(body: string): unknown {
  const { result } = JSON.parse(body.slice(body.indexOf('{'))) as {
    result: { content: [{ text: string }] };
  };
  return JSON.parse(result.content[0].text);
}
