import type { ServerResponse } from 'node:http';
import { sendEmpty } from '../../http.ts';
import type { RpcHttp, TypedData } from '../../worker/protocol.ts';
import { setCookie } from './set-cookie.ts';

/** An answer that is ready to be written. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly cookies: readonly string[];
  readonly body: Buffer;
}

/**
 * The answer to a request: what the function gave for it.
 * @param value nothing is 204, an HTTP response is taken as it is, and of anything else a text is made
 * @see Azure/azure-functions-host:src/WebJobs.Script/Binding/Http/HttpBinding.cs
 */
export function httpAnswer(value: TypedData | null | undefined): HttpAnswer {
  if (!value || Object.keys(value).length === 0) return answerOf(204);
  if (value.http) return responseAnswer(value.http);
  if (value.bytes) return answerOf(200, Buffer.from(value.bytes));
  return valueAnswer(value);
}

/** Writes it as Kestrel does: with a length only where there is no body. */
export function writeHttpAnswer(
  response: ServerResponse,
  { status, headers, cookies, body }: HttpAnswer,
): void {
  for (const [name, value] of headers) response.setHeader(name, value);
  // Beside a `set-cookie` among the headers, not in its place.
  if (cookies.length > 0) response.appendHeader('set-cookie', cookies);
  if (status === 204 || status === 304) return void response.writeHead(status).end();
  if (body.length === 0) return sendEmpty(response, status);
  response.writeHead(status);
  response.write(body);
  response.end();
}

function answerOf(status: number, body: Buffer = Buffer.alloc(0)): HttpAnswer {
  return { status, headers: [], cookies: [], body };
}

function responseAnswer({ statusCode, headers = {}, cookies = [], body }: RpcHttp): HttpAnswer {
  const status = /^\s*\d+\s*$/.test(statusCode ?? '') ? Number(statusCode) : 200;
  const { bytes, isText } = bodyOf(body);
  const names = new Map(Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text]));
  const length = names.get('content-length');
  if (length !== undefined && Number(length) !== bytes.length) {
    throw new Error(
      `Response Content-Length mismatch: ${bytes.length} bytes written, where the function said ${length}.`,
    );
  }
  // How the body is cut for the wire is for the server to say.
  const sent = Object.entries(headers).filter(([name]) => !/^transfer-encoding$/i.test(name));
  const isTyped = names.has('content-type');
  return {
    status,
    headers: [...sent, ...(isText && !isTyped ? [plainText] : [])],
    cookies: cookies.map(setCookie),
    body: bytes,
  };
}

const plainText = ['Content-Type', 'text/plain; charset=utf-8'] as const;

function bodyOf(body: TypedData | undefined): { bytes: Buffer; isText: boolean } {
  if (!body || Object.keys(body).length === 0) return { bytes: Buffer.alloc(0), isText: false };
  if (body.bytes) return { bytes: Buffer.from(body.bytes), isText: false };
  return { bytes: Buffer.from(textOf(body), 'utf8'), isText: true };
}

/** A text that holds the JSON of an object with a body is a whole response; anything else is the body. */
function valueAnswer(value: TypedData): HttpAnswer {
  const text = textOf(value);
  const response = parseObject(text);
  const members =
    response && new Map(Object.entries(response).map(([k, v]) => [k.toLowerCase(), v]));
  if (!members?.has('body')) {
    return { ...answerOf(200, Buffer.from(text, 'utf8')), headers: [plainText] };
  }
  const headers = members.get('headers');
  return responseAnswer({
    statusCode: asText(members.get('statuscode') ?? members.get('status') ?? 200),
    headers: isRecord(headers)
      ? Object.fromEntries(Object.entries(headers).map(([name, v]) => [name, asText(v)]))
      : {},
    body: { string: asText(members.get('body')) },
  });
}

function textOf({ string, json, int, double }: TypedData): string {
  return string ?? json ?? String(int ?? double ?? '');
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
