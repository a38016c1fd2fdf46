import { expect, test } from 'vitest';
import { callTool } from '../contract/call-tool.ts';
import { defineCatalogue } from '../contract/catalogue.ts';
import { testContext } from '../testing.ts';
import { greet } from './greet.ts';

const catalogue = defineCatalogue({ tools: [greet] });

test.each([
  [{ name: 'Ann' }, 'Hello, Ann!'],
  [{}, 'Hello, world!'],
  [undefined, 'Hello, world!'],
])('greets with %j', async (args, greeting) => {
  const { structuredContent } = await callTool(catalogue, 'greet', args, testContext());
  expect(structuredContent).toEqual({ greeting });
});
