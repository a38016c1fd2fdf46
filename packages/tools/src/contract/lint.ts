import type { Catalogue } from './catalogue.ts';
import type { ObjectSchema } from './content.ts';
import { templateParameters } from './uri-template.ts';

const namePattern = /^[a-z][a-z0-9_]{0,63}$/;

/**
 * What is wrong with a catalogue, one plain sentence each; empty when nothing is.
 * The rules are those that Azure Functions and MCP clients have and that a type cannot express.
 */
export function lintCatalogue(catalogue: Catalogue): string[] {
  return [
    ...lintNames(catalogue),
    ...catalogue.tools.flatMap(({ description: tool }) => [
      ...lintFields(`tool '${tool.name}', input`, tool.inputSchema),
      ...lintFields(`tool '${tool.name}', output`, tool.outputSchema),
    ]),
    ...catalogue.prompts.flatMap(({ description: prompt }) =>
      prompt.arguments
        .filter((argument) => !argument.description?.trim())
        .map(({ name }) => `prompt '${prompt.name}', argument '${name}': describe it.`),
    ),
    ...lintUris(catalogue),
  ];
}

function lintNames(catalogue: Catalogue): string[] {
  const all = [
    ...catalogue.tools.map(({ definition }) => ({ kind: 'tool', ...definition })),
    ...catalogue.resources.map(({ definition }) => ({ kind: 'resource', ...definition })),
    ...catalogue.resourceTemplates.map(({ definition }) => ({ kind: 'resource', ...definition })),
    ...catalogue.prompts.map(({ definition }) => ({ kind: 'prompt', ...definition })),
  ];
  const seen = new Set<string>();
  return all.flatMap(({ kind, name, description }) => {
    const problems: string[] = [];
    if (!namePattern.test(name)) {
      problems.push(
        `${kind} '${name}': a name starts with a lower-case letter and has only lower-case letters, digits and _, 64 at the most.`,
      );
    }
    if (seen.has(name)) {
      problems.push(`${kind} '${name}': the name is taken; every name becomes an Azure function.`);
    }
    if (!description.trim()) problems.push(`${kind} '${name}': describe it.`);
    seen.add(name);
    return problems;
  });
}

function lintFields(where: string, schema: ObjectSchema): string[] {
  const properties = (schema['properties'] ?? {}) as Record<string, { description?: string }>;
  return Object.entries(properties)
    .filter(([, property]) => !property.description?.trim())
    .map(([name]) => `${where}, field '${name}': describe it with .describe('…').`);
}

function lintUris(catalogue: Catalogue): string[] {
  const fixed = catalogue.resources.map(({ definition }) => definition);
  const templates = catalogue.resourceTemplates.map(({ definition }) => definition);
  return [
    ...[...fixed, ...templates]
      .filter(({ mimeType }) => !mimeType.trim())
      .map(
        ({ name }) => `resource '${name}': give it a mimeType; clients refuse contents without.`,
      ),
    ...fixed
      .filter(({ uri }) => /[{}]/.test(uri) || !URL.canParse(uri))
      .map(({ name, uri }) => `resource '${name}': '${uri}' is not an absolute URI.`),
    ...templates
      .filter(({ uriTemplate }) => !isTemplate(uriTemplate))
      .map(
        ({ name, uriTemplate }) =>
          `resource '${name}': '${uriTemplate}' is not a URI with parameters such as {name}, one between two slashes at the most.`,
      ),
    ...repeated(fixed.map(({ uri }) => uri.toUpperCase())).map(
      (uri) => `two resources have the address ${uri}.`,
    ),
    ...repeated(templates.map(({ uriTemplate }) => uriTemplate.replace(/\{[^{}]+\}/g, '{_}'))).map(
      (uri) => `two resource templates match the same addresses: ${uri}.`,
    ),
  ];
}

function isTemplate(uriTemplate: string): boolean {
  const parameters = templateParameters(uriTemplate);
  const filled = uriTemplate.replace(/\{[^{}]+\}/g, 'x');
  return (
    parameters.length > 0 &&
    parameters.every((name) => /^\w+$/.test(name)) &&
    new Set(parameters).size === parameters.length &&
    // Several in one segment take a server ever longer to match, the longer an address is.
    !/\}[^/?#&]*\{/.test(uriTemplate) &&
    !/[{}]/.test(filled) &&
    URL.canParse(filled)
  );
}

function repeated(values: string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
