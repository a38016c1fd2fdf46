import { z } from 'zod';
import { defineTool } from '../contract/tool.ts';
import { snippetUri } from '../services/snippets/names.ts';

export const listSnippets = defineTool({
  name: 'list_snippets',
  title: 'List snippets',
  description:
    'Lists the names of all texts that were saved with save_snippet, without what is in them: get_snippet reads one.',
  input: z.object({}),
  output: z.object({
    snippets: z
      .array(
        z.object({
          name: z.string().describe('The name of the snippet'),
          uri: z.string().describe('The address of the snippet as a resource'),
          updatedAt: z.string().describe('When it was saved: an ISO 8601 time in UTC'),
        }),
      )
      .describe('The snippets, sorted by name'),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  handler: async (_, { caller, signal, services }) => {
    const snippets = await services.snippets.list(caller, { signal });
    return {
      snippets: snippets.map(({ name, updatedAt }) => ({ name, uri: snippetUri(name), updatedAt })),
    };
  },
});
