/** One event of an event stream. */
export interface StreamEvent {
  readonly event: string;
  readonly data: string;
  readonly id?: string;
}

/** The events of a stream as they come in. */
export async function* readEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  let rest = '';
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + chunk).split(/\r?\n\r?\n/);
    rest = blocks.pop()!;
    for (const block of blocks) {
      const event = parseEvent(block);
      if (event) yield event;
    }
  }
}

/** All events of a text that is complete. */
export function parseEvents(text: string): StreamEvent[] {
  return text.split(/\r?\n\r?\n/).flatMap((block) => parseEvent(block) ?? []);
}

function parseEvent(block: string): StreamEvent | undefined {
  const fields = block.split(/\r?\n/).map((line) => /^(\w+): ?(.*)$/.exec(line));
  const all = (name: string): string[] =>
    fields.flatMap((field) => (field?.[1] === name ? [field[2]!] : []));
  const data = all('data').join('\n');
  const id = all('id').at(-1);
  const event = all('event').at(-1);
  // An event with an id alone only says from where a stream can be resumed.
  if (!data && id === undefined) return undefined;
  return { event: event ?? 'message', data, ...(id !== undefined && { id }) };
}
