import { expect, test } from 'vitest';
import { type ListedTool, toolToCall } from './tool-to-call.ts';

const harmless: ListedTool = {
  name: 'harmless',
  inputSchema: {},
  annotations: { readOnlyHint: true, openWorldHint: false },
};

test('only a tool that needs nothing, changes nothing and asks nobody else is called', () => {
  const others: ListedTool[] = [
    { ...harmless, inputSchema: { required: ['name'] } },
    { ...harmless, annotations: { readOnlyHint: true } },
    { ...harmless, annotations: { readOnlyHint: false, openWorldHint: false } },
    { name: 'untold', inputSchema: {} },
  ];
  expect(toolToCall([...others, harmless])).toBe('harmless');
  expect(toolToCall(others)).toBeUndefined();
});
