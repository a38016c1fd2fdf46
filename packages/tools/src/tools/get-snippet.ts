import { z } from 'zod';
import { defineTool } from '../contract/tool.ts';
import { nameField } from '../services/snippets/name-field.ts';
import { unknownSnippet } from '../services/snippets/unknown-snippet.ts';

export const getSnippet = defineTool({
  name: 'get_snippet',
  title: 'Get a snippet',
  description:
    'Reads a text that was saved with save_snippet, by its name. Where the name is not known, list_snippets tells which there are.',
  input: z.object({
    name: nameField.describe('The name of the snippet. Letter case does not matter.'),
  }),
  output: z.object({
    name: z.string().describe('The name of the snippet'),
    content: z.string().describe('The text, as it was saved'),
    updatedAt: z.string().describe('When it was saved: an ISO 8601 time in UTC'),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  handler: async ({ name }, { caller, signal, services: { snippets } }) => {
    const snippet = await snippets.get(caller, name, { signal });
    if (!snippet) throw await unknownSnippet(snippets, caller, name, signal);
    return snippet;
  },
});
