import { invalidArgument } from './refusal.ts';

const expression = /\{([^{}]+)\}/g;

/** Whether the address of a resource has parameters in braces. */
export function isTemplate(uri: string): boolean {
  return uri.search(expression) >= 0;
}

/**
 * Checks the address of a resource or of a template, and every address that a client asks for.
 * @throws DotNetError (ArgumentException) with the extension's message.
 * @see Azure/azure-functions-mcp-extension ResourceUriHelper.cs
 */
export function validateResourceUri(uri: string): void {
  if (!uri.trim()) throw invalidArgument('Resource URI cannot be null or whitespace.', 'uri');
  if (isTemplate(uri)) {
    if (count(uri, '{') !== count(uri, '}')) {
      throw invalidArgument('Resource URI template has unbalanced braces.', 'uri');
    }
    validateTemplate(uri);
  } else if (/[{}]/.test(uri)) {
    throw invalidArgument(
      'Resource URI contains malformed template syntax (unmatched or empty braces).',
      'uri',
    );
  }
  if (!isAbsolute(uri.replace(expression, 'template'))) {
    throw invalidArgument(`Invalid resource URI format: '${uri}'`, 'uri');
  }
}

/** Two templates with the same structure match the same addresses. */
export function templateStructure(uriTemplate: string): string {
  return uriTemplate.replace(expression, '{_}').toUpperCase();
}

/** Makes the matcher of a template. Its answer holds the parameters as they stand in the address, not decoded. */
export function templateMatcher(
  uriTemplate: string,
): (uri: string) => Record<string, string> | undefined {
  const names = parameterNames(uriTemplate);
  const literals = uriTemplate.split(/\{[^{}]+\}/);
  const pattern = literals.map((literal, index) => {
    const text = literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    if (index === names.length) return text;
    return text + (/[?&]$/.test(literal) ? '([^&#]+)' : '([^/?#]+)');
  });
  const regex = new RegExp(`^${pattern.join('')}$`, 'i');
  return (uri) => {
    const values = regex.exec(uri)?.slice(1);
    return values && Object.fromEntries(names.map((name, index) => [name, values[index]!]));
  };
}

function parameterNames(uriTemplate: string): string[] {
  return [...uriTemplate.matchAll(expression)].map((match) => match[1]!);
}

function validateTemplate(uriTemplate: string): void {
  const fail = (message: string): never => {
    throw invalidArgument(message, 'uriTemplate');
  };
  if (/\{[^{}]+\}\{[^{}]+\}/.test(uriTemplate)) {
    fail(
      'Resource URI template expressions must be separated by at least one literal character or delimiter.',
    );
  }
  const names = parameterNames(uriTemplate);
  const groups = Map.groupBy(names, (name) => name.replace(/\W/g, '_').toUpperCase());
  for (const [, same] of groups) {
    if (same.length > 1) {
      fail(
        `Resource URI template has duplicate or colliding parameter names: '${same.join("', '")}' all resolve to '${same[0]!.replace(/\W/g, '_')}'.`,
      );
    }
  }
  for (const name of names) {
    if (!name.trim()) fail('Resource URI template parameters cannot be empty.');
    if (/[/#?& ]/.test(name)) {
      fail(`Resource URI template parameter '${name}' contains invalid characters.`);
    }
    if (/%7[bd]/i.test(name)) {
      fail(`Resource URI template parameter '${name}' contains encoded braces.`);
    }
  }
}

/** `Uri.TryCreate(…, UriKind.Absolute)`, near enough: a scheme, and a rest that WHATWG's parser takes. */
function isAbsolute(uri: string): boolean {
  return /^[a-z][a-z\d+.-]*:/i.test(uri) && URL.canParse(uri);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
