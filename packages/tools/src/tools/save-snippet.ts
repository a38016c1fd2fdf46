import { z } from 'zod';
import { defineTool } from '../contract/tool.ts';
import { nameField } from '../services/snippets/name-field.ts';
import { snippetUri } from '../services/snippets/names.ts';

export const saveSnippet = defineTool({
  name: 'save_snippet',
  title: 'Save a snippet',
  description:
    'Saves a text, such as code or a note, under a name, to be read again later. It replaces a snippet that already has this name. Use it when the user asks to keep or remember something.',
  input: z.object({
    name: nameField.describe(
      'The name to save it under: 1 to 64 letters, digits, dots, underscores and hyphens, no spaces. Letter case does not matter.',
    ),
    content: z.string().describe('The text to save, whole; at most 65,536 bytes in UTF-8'),
  }),
  output: z.object({
    name: z.string().describe('The name that it is kept under, in lower case'),
    uri: z.string().describe('The address of the snippet as a resource'),
    created: z.boolean().describe('True for a new snippet, false where an old one was replaced'),
  }),
  annotations: {
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: true,
    openWorldHint: false,
  },
  handler: async ({ name: givenName, content }, { caller, services, signal }) => {
    const { name, created } = await services.snippets.save(caller, givenName, content, { signal });
    return { name, uri: snippetUri(name), created };
  },
});
