import { expect, test } from 'vitest';
import { defineCatalogue } from '../contract/catalogue.ts';
import { NotFoundError } from '../contract/errors.ts';
import { readResource } from '../contract/read-resource.ts';
import { testContext } from '../testing.ts';
import { snippet } from './snippet.ts';

const catalogue = defineCatalogue({ resourceTemplates: [snippet] });
const ann = { id: 'ann', scopes: [], roles: [] };

test('reads a snippet as text, whatever is in it', async () => {
  const context = testContext();
  await context.services.snippets.save(undefined, 'a.b_c-1', '{"x": "日本"}\r\n');
  for (const uri of ['snippet://a.b_c-1', 'SNIPPET://A.B_C-1', 'snippet://a%2Eb_c-1']) {
    expect(await readResource(catalogue, uri, context)).toEqual({
      contents: [{ uri, mimeType: 'text/plain', text: '{"x": "日本"}\r\n' }],
    });
  }
});

test('reads an empty snippet', async () => {
  const context = testContext();
  await context.services.snippets.save(undefined, 'empty', '');
  const { contents } = await readResource(catalogue, 'snippet://empty', context);
  expect(contents).toEqual([expect.objectContaining({ text: '' })]);
});

test('reads those of the caller only', async () => {
  const context = testContext();
  await context.services.snippets.save(ann, 'diary', 'secret');
  const uri = 'snippet://diary';
  await expect(readResource(catalogue, uri, context)).rejects.toThrow(NotFoundError);
  await expect(readResource(catalogue, uri, { ...context, caller: ann })).resolves.toMatchObject({
    contents: [{ text: 'secret' }],
  });
});

test.each([
  'snippet://nope',
  'snippet://No.pe',
  'snippet://..',
  'snippet://%2E%2E%2Fetc',
  'snippet://con',
  'snippet://a%20b',
  'snippet://a%0Ab',
  'snippet://\uD800',
  'snippet://a/b',
])('has nothing at %j', async (uri) => {
  await expect(readResource(catalogue, uri, testContext())).rejects.toThrow(NotFoundError);
});

test('names the address that is unknown', async () => {
  await expect(readResource(catalogue, 'snippet://Nope', testContext())).rejects.toThrow(
    "Unknown resource: 'snippet://Nope'",
  );
});
