import { expect, test } from 'vitest';
import { formatTable } from './text-table.ts';

test('columns are as wide as their widest cell', () => {
  expect(
    formatTable([
      ['a', 'bbb', 'c'],
      ['aa', 'b', ''],
    ]),
  ).toEqual(['a   bbb  c', 'aa  b']);
});
