import { describe, expect, test } from 'vitest';
import { compareTools } from './compare-tools.ts';
import { harmlessTool, type ListedTool } from './listed-tool.ts';

const readOnly = { readOnlyHint: true, openWorldHint: false };
const tool = (name: string, more: Partial<ListedTool> = {}): ListedTool => ({
  name,
  inputSchema: {},
  ...more,
});

describe('the tool that may be called', () => {
  test.each<[string, ListedTool, boolean]>([
    ['says that it only reads', tool('a', { annotations: readOnly }), true],
    ['says nothing', tool('a'), false],
    ['changes something', tool('a', { annotations: { ...readOnly, readOnlyHint: false } }), false],
    ['asks others', tool('a', { annotations: { readOnlyHint: true } }), false],
    [
      'wants arguments',
      tool('a', { annotations: readOnly, inputSchema: { required: ['x'] } }),
      false,
    ],
  ])('%s: %o', (_, only, isHarmless) => {
    expect(harmlessTool([only])?.name).toBe(isHarmless ? 'a' : undefined);
  });

  test('of a server that cannot say so is one that the other server vouches for', () => {
    const others = [tool('a'), tool('b', { annotations: readOnly })];
    expect(harmlessTool([tool('a'), tool('b'), tool('c')], others)?.name).toBe('b');
  });

  test('has to take no arguments on both', () => {
    const others = [tool('a', { annotations: readOnly })];
    expect(harmlessTool([tool('a', { inputSchema: { required: ['x'] } })], others)).toBeUndefined();
  });

  test('of a server that does say so is not what another one vouches for', () => {
    const own = [tool('a'), tool('b', { annotations: { readOnlyHint: false } })];
    expect(harmlessTool(own, [tool('a', { annotations: readOnly })])).toBeUndefined();
  });
});

describe('two servers', () => {
  const schema = { type: 'object', properties: { a: { type: 'string' }, b: {} } };

  test('agree, whatever only one of them can list, and in whatever order', () => {
    const other = { properties: { b: {}, a: { type: 'string' } }, type: 'object' };
    expect(
      compareTools(
        [tool('a', { inputSchema: schema }), tool('b')],
        [tool('b'), tool('a', { inputSchema: other, annotations: readOnly })],
      ),
    ).toEqual([]);
  });

  test('disagree in what one lacks, and in what is not the same', () => {
    expect(
      compareTools(
        [tool('a'), tool('b', { description: 'B' }), tool('c')],
        [tool('b', { description: 'another B' }), tool('d'), tool('e')],
      ),
    ).toEqual([
      'only the extension server has a, c',
      'only the self-hosted server has d, e',
      'b is not the same',
    ]);
  });
});
