import { NotFoundError } from '../contract/errors.ts';
import { defineResourceTemplate } from '../contract/resource.ts';
import { canonicalName, snippetUri } from '../services/snippets/names.ts';

export const snippet = defineResourceTemplate({
  name: 'snippet',
  title: 'A saved snippet',
  description:
    'A text that was saved with the tool save_snippet, by its name. Letter case does not matter.',
  uriTemplate: snippetUri('{name}'),
  mimeType: 'text/plain',
  read: async ({ name = '' }, { caller, signal, services }) => {
    const isName = canonicalName(name) !== undefined;
    const found = isName ? await services.snippets.get(caller, name, { signal }) : undefined;
    if (!found) throw new NotFoundError(`Unknown resource: '${snippetUri(quoted(name))}'`);
    return found.content;
  },
});

/** As it stands in an address. */
function quoted(name: string): string {
  return encodeURIComponent(name.toWellFormed());
}
