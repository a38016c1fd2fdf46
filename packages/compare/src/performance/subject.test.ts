import { expect, test } from 'vitest';
import type { ListedTool } from './harmless-tool.ts';
import { chooseSubject } from './subject.ts';

const untold = (name: string): ListedTool => ({ name, inputSchema: {} });
const harmless = (name: string): ListedTool => ({
  ...untold(name),
  annotations: { readOnlyHint: true, openWorldHint: false },
});

test('a tool that is harmless on both servers is called', () => {
  const lists = [
    [harmless('a'), harmless('b'), harmless('c')],
    [untold('a'), harmless('c'), harmless('b')],
  ] as const;
  expect(chooseSubject(lists, undefined, false)).toEqual({
    method: 'tools/call',
    params: { name: 'b', arguments: {} },
    what: 'tools/call (b)',
  });
});

test('where there is none the list of tools is asked for', () => {
  const lists = [[harmless('a')], [untold('a')]] as const;
  expect(chooseSubject(lists, undefined, false).method).toBe('tools/list');
});

test('the tool that the user names is called, whatever it says of itself', () => {
  const lists = [[untold('a'), harmless('b')], [untold('a')]] as const;
  expect(chooseSubject(lists, 'a', false).params).toEqual({ name: 'a', arguments: {} });
  expect(() => chooseSubject(lists, 'b', false)).toThrow(
    "--tool: not both servers have a tool 'b'.",
  );
});

test('of the probe catalogue the echo is called', () => {
  const lists = [
    [harmless('a'), untold('echo')],
    [harmless('a'), untold('echo')],
  ] as const;
  expect(chooseSubject(lists, undefined, true).what).toBe('tools/call (echo)');
});
