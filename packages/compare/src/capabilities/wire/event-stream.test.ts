import { describe, expect, test } from 'vitest';
import { parseEvents, readEvents, type StreamEvent } from './event-stream.ts';

const events = [
  { event: 'message', data: '{"a":1}' },
  { event: 'endpoint', data: '/messages', id: '7' },
  { event: 'message', data: 'two\nlines' },
];
const text =
  ': a comment\n\ndata: {"a":1}\n\nevent: endpoint\r\ndata: /messages\r\nid: 7\r\n\r\ndata: two\ndata: lines\n\n';

describe('an event stream', () => {
  test('is taken apart whole', () => {
    expect(parseEvents(text)).toEqual(events);
  });

  test.each([1, 2, 3, 7, 1000])('is taken apart in pieces of %i bytes', async (size) => {
    const bytes = new TextEncoder().encode(text);
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );
    const read: StreamEvent[] = [];
    for await (const event of readEvents(ReadableStream.from(pieces))) read.push(event);
    expect(read).toEqual(events);
  });

  test('may have an id and nothing else', () => {
    expect(parseEvents('id: 3\ndata:\n\n')).toEqual([{ event: 'message', data: '', id: '3' }]);
  });
});
