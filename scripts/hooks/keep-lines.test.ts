import { describe, expect, test } from 'vitest';
import { keepLines } from './keep-lines.ts';

/** A terminal, as far as azd's table uses one. */
function terminal() {
  const lines = [''];
  let row = 0;
  return {
    lines,
    write: (text: string): void => {
      // oxlint-disable-next-line no-control-regex
      for (const [part] of text.matchAll(/\u001B\[(\d*)([AJK])|\n|[^\n\u001B]+/g)) {
        if (part === '\n') lines[++row] ??= '';
        else if (part.endsWith('A') && part.startsWith('\u001B'))
          row -= Number.parseInt(part.slice(2), 10);
        else if (part === '\u001B[2K') lines[row] = '';
        else if (part === '\u001B[J') lines.splice(row, Infinity, '');
        else lines[row] += part;
      }
    },
  };
}

/** What `azd up` writes each second: up as many lines as it wrote before, and the table. */
const table = (services: number, isFirst: boolean): string => {
  const rows = ['  Service  Phase', '  ───────  ─────', ...Array(services).fill('  ● service')];
  const up = isFirst ? '' : `\u001B[${rows.length}A`;
  return `${up}${rows.map((row) => `\u001B[2K${row}\n`).join('')}\u001B[J`;
};

describe.each([1, 2])('of %i services', (services) => {
  test('what a hook says in between outlasts the table that azd draws over it', () => {
    const { lines, write } = terminal();
    write(table(services, true));
    for (const block of [['a', 'b'], ['c']]) {
      write(keepLines(block, { services, isTerminal: true }));
      for (let second = 0; second < 3; second++) write(table(services, false));
    }
    expect(lines.filter((line) => /^[abc]$/.test(line))).toEqual(['a', 'b', 'c']);
  });

  test('without the empty lines it would not', () => {
    const { lines, write } = terminal();
    write(table(services, true));
    write(keepLines(['a', 'b'], { services, isTerminal: false }));
    write(table(services, false));
    expect(lines.filter((line) => /^[ab]$/.test(line))).toEqual([]);
  });
});

test('no empty lines get into a log', () => {
  expect(keepLines(['a', 'b'], { services: 2, isTerminal: false })).toBe('a\nb\n');
});
