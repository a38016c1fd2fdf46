import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { hostVersion } from '../settings/version.ts';
import { type RawRequest, type RawResponse, sendRaw, sendRawStream } from './raw-http.ts';

/** One recorded exchange with the real Functions host, or with its MCP extension. */
export interface Recording {
  readonly name: string;
  readonly family: string;
  readonly instance: string;
  /** The order of members does not count. */
  readonly compare?: 'members';
  /** The answer stays open. */
  readonly stream?: object;
  /** The recorded body is only the beginning. */
  readonly bodyCut?: true;
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

/** The recordings of a file. */
export function readRecordings(file: string): Recording[] {
  const { recordings } = JSON.parse(readFileSync(file, 'utf8')) as { recordings: Recording[] };
  return recordings;
}

/** What was recorded from Functions host 4.1037. @see host/fixtures/README.md */
export function readHostRecordings(): Recording[] {
  return readRecordings(
    fileURLToPath(new URL('../host/fixtures/recordings.json', import.meta.url)),
  );
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

/** The version that the recorded host spoke as. */
const recordedVersion = '4.1037.0.0';

/** Puts placeholders in the place of what differs from run to run, from host to host, and from version to version. */
export function normalise(text: string, placeholders: Placeholders): string {
  const known = Object.entries(placeholders)
    .filter(
      ([placeholder, value]) => /-key(?::\w+)?>$|^<(?:app|testdata)>$/.test(placeholder) && value,
    )
    .reduce((result, [placeholder, value]) => result.replaceAll(value, placeholder), text);
  const host = placeholders['<host:port>'] ?? '<host:port>';
  return known
    .replace(/\b[a-z0-9]{16}\|[a-z0-9]{16}\b/g, '<clientid16>|<instanceid16>')
    .replace(/"[\w-]{54}=="/g, '"<generated-key>"')
    .replace(/(?<![\w-])[\w-]{100,140}(?![\w-])/g, '<encrypted-session>')
    .replace(/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g, '<guid>')
    .replace(/"processUptime":\d+/, '"processUptime":<ms>')
    .replace(/"processId":\d+/g, '"processId":<pid>')
    .replace(/^\{"id":"[^"]+","state"/, '{"id":"<host-id>","state"')
    .replaceAll(hostVersion, recordedVersion)
    .replaceAll(hostVersion.replace(/\.0$/, ''), recordedVersion.replace(/\.0$/, ''))
    .replaceAll(`https://${host}`, 'https://<website-hostname>')
    .replaceAll(host, '<host:port>');
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
  'location',
  'set-cookie',
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
