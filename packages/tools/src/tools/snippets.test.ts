import { expect, test } from 'vitest';
import { callTool } from '../contract/call-tool.ts';
import { defineCatalogue } from '../contract/catalogue.ts';
import { lintCatalogue } from '../contract/lint.ts';
import { snippet } from '../resources/snippet.ts';
import { testContext } from '../testing.ts';
import { deleteSnippet } from './delete-snippet.ts';
import { getSnippet } from './get-snippet.ts';
import { listSnippets } from './list-snippets.ts';
import { saveSnippet } from './save-snippet.ts';

const catalogue = defineCatalogue({
  tools: [saveSnippet, getSnippet, listSnippets, deleteSnippet],
  resourceTemplates: [snippet],
});

const ann = { id: 'ann', tenantId: 'contoso', scopes: [], roles: [] };
const updatedAt = expect.stringMatching(/^\d{4}-.*Z$/);

/** Calls tools over one empty store. */
function useTools() {
  const context = testContext();
  return async (name: string, args: object, caller?: typeof ann) => {
    const result = await callTool(catalogue, name, args, { ...context, ...(caller && { caller }) });
    expect(context.failures).toEqual([]);
    return result;
  };
}

const error = (text: string) => ({ content: [{ type: 'text', text }], isError: true });

test('the lint finds nothing wrong with them', () => {
  expect(lintCatalogue(catalogue)).toEqual([]);
});

test('saves a snippet, reads it, lists it, replaces it and deletes it', async () => {
  const call = useTools();
  expect(await call('save_snippet', { name: 'Greeting', content: 'Hello' })).toMatchObject({
    structuredContent: { name: 'greeting', uri: 'snippet://greeting', created: true },
  });
  expect(await call('get_snippet', { name: 'greeting' })).toMatchObject({
    structuredContent: { name: 'greeting', content: 'Hello', updatedAt },
  });
  expect(await call('list_snippets', {})).toMatchObject({
    structuredContent: {
      snippets: [{ name: 'greeting', uri: 'snippet://greeting', updatedAt }],
    },
  });
  expect(await call('save_snippet', { name: 'greeting', content: 'Hi' })).toMatchObject({
    structuredContent: { created: false },
  });
  expect(await call('delete_snippet', { name: 'GREETING' })).toMatchObject({
    structuredContent: { deleted: 'greeting' },
  });
  expect(await call('list_snippets', {})).toMatchObject({ structuredContent: { snippets: [] } });
});

test('keeps what belongs to a caller from everybody else', async () => {
  const call = useTools();
  const bob = { ...ann, id: 'bob' };
  await call('save_snippet', { name: 'diary', content: 'secret' }, ann);
  for (const caller of [bob, undefined]) {
    const none = error("There is no snippet 'diary'. There are none yet; save_snippet saves one.");
    expect(await call('get_snippet', { name: 'diary' }, caller)).toEqual(none);
    expect(await call('delete_snippet', { name: 'diary' }, caller)).toEqual(none);
    expect(await call('list_snippets', {}, caller)).toMatchObject({
      structuredContent: { snippets: [] },
    });
  }
  expect(await call('get_snippet', { name: 'diary' }, ann)).toMatchObject({
    structuredContent: { content: 'secret' },
  });
});

test.each(['get_snippet', 'delete_snippet'])('%s helps with an unknown name', async (tool) => {
  const call = useTools();
  await call('save_snippet', { name: 'notes', content: '' });
  await call('save_snippet', { name: 'note', content: '' });
  expect(await call(tool, { name: 'Nots' })).toEqual(
    error("There is no snippet 'Nots'. Did you mean 'note' or 'notes'?"),
  );
  expect(await call(tool, { name: 'weather' })).toEqual(
    error("There is no snippet 'weather'. list_snippets tells which there are."),
  );
});

test.each([
  ['a name with a space', { name: 'my notes', content: '' }, 'name: a name has 1 to 64 of'],
  ['a path', { name: '../notes', content: '' }, 'name: a name has 1 to 64 of'],
  ['..', { name: '..', content: '' }, '".." cannot be a name: a name has 1 to 64 of'],
  ['a device of Windows', { name: 'nul', content: '' }, '"nul" cannot be a name'],
  ['too much', { name: 'a', content: 'x'.repeat(65_537) }, 'has 65537 bytes in UTF-8, and 65536'],
])('save_snippet says what is wrong with %s', async (_, args, message) => {
  const { isError, content } = await useTools()('save_snippet', args);
  expect({ isError, content }).toEqual({
    isError: true,
    content: [{ type: 'text', text: expect.stringContaining(message) }],
  });
});

test('save_snippet does nothing for a client that has gone', async () => {
  const context = testContext({ signal: AbortSignal.abort() });
  await callTool(catalogue, 'save_snippet', { name: 'a', content: '' }, context);
  expect(await context.services.snippets.list(undefined)).toEqual([]);
});

test('say what they may change', () => {
  const destructive = catalogue.tools
    .filter(({ definition }) => !definition.annotations?.readOnlyHint)
    .map(({ definition }) => [definition.name, definition.annotations]);
  const changes = { readOnlyHint: false, destructiveHint: true, idempotentHint: true };
  expect(destructive).toEqual([
    ['delete_snippet', { ...changes, openWorldHint: false }],
    ['save_snippet', { ...changes, openWorldHint: false }],
  ]);
});
