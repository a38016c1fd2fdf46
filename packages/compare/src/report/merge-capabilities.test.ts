import { expect, test } from 'vitest';
import { cell } from '../output/testing/sample-report.ts';
import { mergeCapabilities } from './merge-capabilities.ts';

const probed = (name: string, verdict: 'yes' | 'no') => ({
  id: `tools.${name}`,
  group: 'Tools',
  title: name,
  cell: cell(verdict),
});

test('what was probed of two servers stands side by side, in the order of probing', () => {
  const rows = mergeCapabilities({
    first: [probed('b', 'yes'), probed('a', 'no')],
    second: [probed('b', 'no'), probed('a', 'yes')],
  });
  expect(rows).toEqual([
    {
      id: 'tools.b',
      group: 'Tools',
      title: 'b',
      cells: { first: cell('yes'), second: cell('no') },
    },
    {
      id: 'tools.a',
      group: 'Tools',
      title: 'a',
      cells: { first: cell('no'), second: cell('yes') },
    },
  ]);
});

test('what was not probed of one server lacks its cell', () => {
  const [first, second] = mergeCapabilities({
    first: [probed('a', 'yes')],
    second: [probed('a', 'yes'), probed('b', 'yes')],
  });
  expect(Object.keys(first!.cells)).toEqual(['first', 'second']);
  expect(Object.keys(second!.cells)).toEqual(['second']);
});
