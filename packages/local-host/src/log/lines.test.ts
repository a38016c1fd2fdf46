import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { describe, expect, test } from 'vitest';
import { readLines } from './lines.ts';

describe('a stream is read line by line', () => {
  async function linesOf(chunks: readonly (string | Buffer)[], longest?: number) {
    const stream = new PassThrough();
    const lines: string[] = [];
    readLines(stream, (line) => lines.push(line), longest);
    for (const chunk of chunks) stream.write(chunk);
    stream.end();
    await finished(stream);
    return lines;
  }

  test('whatever its chunks are, and a last line without an end counts', async () => {
    const [first, second] = [Buffer.from('é').subarray(0, 1), Buffer.from('é').subarray(1)];
    expect(await linesOf(['a', 'b\nc\r', '\n\nd', first, second])).toEqual(['ab', 'c', '', 'dé']);
  });

  test('a line that never ends is given out in pieces', async () => {
    expect(await linesOf(['abcdefgh', 'i\nj'], 3)).toEqual(['abc', 'def', 'ghi', 'j']);
  });
});
