import { expect, test } from 'vitest';
import { isHarmless, type ListedTool } from './harmless-tool.ts';

const harmless: ListedTool = {
  name: 'harmless',
  inputSchema: {},
  annotations: { readOnlyHint: true, openWorldHint: false },
};

test('a tool that needs nothing, changes nothing and asks nobody else is harmless', () => {
  expect(isHarmless(harmless)).toBe(true);
});

test.each<[string, ListedTool]>([
  ['needs an argument', { ...harmless, inputSchema: { required: ['name'] } }],
  ['may ask others', { ...harmless, annotations: { readOnlyHint: true } }],
  [
    'changes something',
    { ...harmless, annotations: { readOnlyHint: false, openWorldHint: false } },
  ],
  ['says nothing', { name: 'untold', inputSchema: {} }],
])('one that %s is not', (_, tool) => {
  expect(isHarmless(tool)).toBe(false);
});
