import type { Catalogue } from './catalogue.ts';
import type { ReadResourceResult } from './content.ts';
import type { HandlerContext } from './context.ts';
import { NotFoundError } from './errors.ts';
import type { ResourceBody } from './resource.ts';
import { matchTemplate } from './uri-template.ts';

/**
 * Reads a resource, the one way in which both servers do it. A fixed address wins over a template;
 * letter case does not matter, as in the MCP extension. The answer carries the address as it was asked for.
 * @throws NotFoundError when the catalogue has no such resource, or what the resource itself throws.
 */
export async function readResource(
  catalogue: Catalogue,
  uri: string,
  context: HandlerContext,
): Promise<ReadResourceResult> {
  const wanted = uri.toUpperCase();
  for (const { definition } of catalogue.resources) {
    if (definition.uri.toUpperCase() === wanted) {
      return render(uri, definition.mimeType, await definition.read(context));
    }
  }
  for (const { definition } of catalogue.resourceTemplates) {
    const parameters = matchTemplate(definition.uriTemplate, uri);
    if (parameters) {
      return render(uri, definition.mimeType, await definition.read(parameters, context));
    }
  }
  throw new NotFoundError(`Unknown resource: '${uri}'`);
}

function render(uri: string, mimeType: string, body: ResourceBody): ReadResourceResult {
  const part =
    typeof body === 'string' ? { text: body } : { blob: Buffer.from(body).toString('base64') };
  return { contents: [{ uri, mimeType, ...part }] };
}
