import type { PostAnswer } from './post.ts';

interface Message {
  readonly id?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code?: number; readonly message?: string };
}

/** A server answered, but with no result. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/**
 * The result of the JSON-RPC request `id`, from JSON or from an event stream.
 * @throws AnswerError when there is none, with the server's reason
 */
export function readResult({ status, headers, text }: PostAnswer, id: number): unknown {
  if (status !== 200) throw new AnswerError(`It answered ${status}${excerpt(text)}`, status);
  const isStream = headers['content-type']?.startsWith('text/event-stream') ?? false;
  const message = (isStream ? eventData(text) : [text])
    .map(parse)
    .find((candidate) => candidate?.id === id);
  if (!message) throw new AnswerError(`It answered without a result${excerpt(text)}`, status);
  if (message.error)
    throw new AnswerError(message.error.message ?? `Error ${message.error.code}`, status);
  return message.result;
}

/** The data of each event; those of one event are lines of one text. */
function eventData(stream: string): string[] {
  return stream.split(/\r?\n\r?\n/).map((event) =>
    event
      .split(/\r?\n/)
      .filter((line) => line.startsWith('data:'))
      .map((line) => line.slice('data:'.length).replace(/^ /, ''))
      .join('\n'),
  );
}

function parse(text: string): Message | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The start of what a server says, on one line. */
function excerpt(text: string): string {
  const line = text.replace(/[\p{C}\s]+/gu, ' ').trim();
  return line ? `: ${line.slice(0, 200)}` : '.';
}
