import type { Readable } from 'node:stream';

/** Reads a stream of text line by line. A line longer than `longest` characters is given out in pieces. */
export function readLines(
  stream: Readable,
  onLine: (line: string) => void,
  longest = 65_536,
): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
    for (; rest.length > longest; rest = rest.slice(longest)) onLine(rest.slice(0, longest));
  });
  stream.on('end', () => {
    if (rest) onLine(rest);
  });
}
