import type { TemplateParameters } from './resource.ts';

const expression = /\{([^{}]+)\}/g;

/** The names of the parameters of a URI template, in their order. */
export function templateParameters(uriTemplate: string): string[] {
  return [...uriTemplate.matchAll(expression)].map((match) => match[1]!);
}

/**
 * Matches a whole URI against a template, letter case aside. The answer holds the parameters,
 * percent-decoded where that is possible; it is undefined where the URI does not match.
 *
 * A parameter takes what the MCP extension lets it take: anything up to `/`, `?` or `#`, and right
 * behind a `?` or `&` anything up to `&` or `#`. Its parameters arrive undecoded, so both servers match here.
 * @see Azure/azure-functions-mcp-extension ResourceUriHelper.cs
 */
export function matchTemplate(uriTemplate: string, uri: string): TemplateParameters | undefined {
  const values = compile(uriTemplate).exec(uri)?.slice(1);
  if (!values) return undefined;
  return Object.fromEntries(
    templateParameters(uriTemplate).map((name, index) => [name, decode(values[index]!)]),
  );
}

function compile(uriTemplate: string): RegExp {
  const literals = uriTemplate.split(/\{[^{}]+\}/);
  const pattern = literals.map((literal, index) => {
    if (index === literals.length - 1) return escape(literal);
    return escape(literal) + (/[?&]$/.test(literal) ? '([^&#]+)' : '([^/?#]+)');
  });
  return new RegExp(`^${pattern.join('')}$`, 'i');
}

function escape(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
