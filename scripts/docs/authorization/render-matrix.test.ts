import { expect, test } from 'vitest';
import { credentials } from './credentials.ts';
import { renderAuthPage, renderMatrix } from './render-matrix.ts';

test('the matrix stands between its marks, and all else of the page stays', () => {
  const marks = [
    '<!-- authorization matrix: written by npm run docs -->',
    '<!-- end of authorization matrix -->',
  ] as const;
  const page = renderAuthPage(`before\n\n${marks[0]}\nold\n${marks[1]}\n\nafter\n`);
  expect(page).toBe(`before\n\n${marks[0]}\n\n${renderMatrix()}\n\n${marks[1]}\n\nafter\n`);
  expect(renderAuthPage(page)).toBe(page);
});

test('a page without the marks is refused, and stays as it is', () => {
  expect(() => renderAuthPage('# Sign-in')).toThrow('docs/auth.md needs the marks');
});

test('no credential is in two rows of a table, and rows of a table differ', () => {
  const tables = renderMatrix()
    .split('\n\n')
    .filter((block) => block.startsWith('|'));
  expect(tables).toHaveLength(8);
  for (const table of tables) {
    const rows = table
      .split('\n')
      .slice(2)
      .map((line) => line.split('|').slice(1, -1));
    const cells = rows.map(([, ...rest]) => rest.join('|'));
    expect(new Set(cells).size).toBe(cells.length);
    const heads = rows.flatMap(([head]) => head!.trim().split('<br>'));
    expect(new Set(heads).size).toBe(heads.length);
  }
});

test('credentials have titles of their own', () => {
  expect(new Set(credentials.map(({ title }) => title)).size).toBe(credentials.length);
});
