import { z } from 'zod';
import { defineTool } from '../contract/tool.ts';
import { nameField } from '../services/snippets/name-field.ts';
import { unknownSnippet } from '../services/snippets/unknown-snippet.ts';

export const deleteSnippet = defineTool({
  name: 'delete_snippet',
  title: 'Delete a snippet',
  description:
    'Deletes a text that was saved with save_snippet, for good. Use it only when the user asks for it.',
  input: z.object({
    name: nameField.describe('The name of the snippet to delete. Letter case does not matter.'),
  }),
  output: z.object({
    deleted: z.string().describe('The name of the snippet that is gone'),
  }),
  annotations: {
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: true,
    openWorldHint: false,
  },
  handler: async ({ name }, { caller, signal, services: { snippets } }) => {
    const deleted = await snippets.delete(caller, name, { signal });
    if (!deleted) throw await unknownSnippet(snippets, caller, name, signal);
    return { deleted: name.toLowerCase() };
  },
});
