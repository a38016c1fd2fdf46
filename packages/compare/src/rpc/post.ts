import { once } from 'node:events';
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { Agent as TlsAgent, request as requestTls } from 'node:https';

/** What came back for a body that was sent. */
export interface PostAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Status line, headers and body, without the framing of chunks and of TLS. */
  readonly bytes: number;
}

/** Keep-alive connections to one endpoint. */
export interface Poster {
  /** @throws Error when nothing comes back in time, or too much */
  post(body: string, headers?: Readonly<Record<string, string>>): Promise<PostAnswer>;
  /** Breaks what is under way. */
  close(): void;
}

/** Silence that is taken for a server that hangs, in milliseconds. */
const silence = 30_000;

/** More than any list that is looked at here, so that a server cannot fill the memory. */
const maxLength = 64 * 1024 * 1024;

/**
 * Opens connections to an MCP endpoint when they are needed, and so many at most.
 * @param signal breaks what is under way, and lets nothing new begin
 */
export function openPoster(
  url: URL,
  headers: Readonly<Record<string, string>>,
  connections: number,
  signal?: AbortSignal,
): Poster {
  const isTls = url.protocol === 'https:';
  const options = { keepAlive: true, maxSockets: connections };
  const agent = isTls ? new TlsAgent(options) : new Agent(options);
  const always = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    ...headers,
  };
  const close = (): void => {
    signal?.removeEventListener('abort', close);
    agent.destroy();
  };
  signal?.addEventListener('abort', close);
  return {
    close,
    async post(body, more) {
      signal?.throwIfAborted();
      const sent = (isTls ? requestTls : request)(url, {
        agent,
        method: 'POST',
        headers: { ...always, ...more, 'content-length': Buffer.byteLength(body) },
        timeout: silence,
      });
      sent.once('timeout', () =>
        sent.destroy(new Error(`${url.pathname} did not answer for ${silence / 1000} s.`)),
      );
      sent.end(body);
      const [answer] = (await once(sent, 'response')) as [IncomingMessage];
      return readAnswer(answer);
    },
  };
}

async function readAnswer(answer: IncomingMessage): Promise<PostAnswer> {
  const { httpVersion, statusCode = 0, statusMessage = '', rawHeaders, headers } = answer;
  let text = '';
  for await (const chunk of answer.setEncoding('utf8') as AsyncIterable<string>) {
    text += chunk;
    if (text.length > maxLength) throw new Error('The answer does not end.');
  }
  const statusLine = `HTTP/${httpVersion} ${statusCode} ${statusMessage}\r\n`;
  // Each name and each value has two more characters behind it, and an empty line ends them.
  const head = rawHeaders.reduce((sum, part) => sum + Buffer.byteLength(part, 'latin1') + 2, 2);
  const bytes = Buffer.byteLength(statusLine) + head + Buffer.byteLength(text);
  return { status: statusCode, headers, text, bytes };
}
