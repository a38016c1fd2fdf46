import { type BindingData, lookUp } from './binding-data.ts';
import { builtIn, systemValue } from './system-values.ts';

/** A text with expressions in braces; bound to the data of an invocation it is a plain text. */
export interface BindingTemplate {
  readonly hasExpressions: boolean;
  /** @throws Error with the host's words where an expression has no value. */
  bind(data: BindingData, functionName: string): string;
}

type Token = (data: BindingData, functionName: string) => string;

/** An escaped brace, an expression, a brace that stands alone, or what is between them. */
const grammar = /(?<escape>\{\{|\}\})|\{(?<expression>[^{}]*)\}|(?<unbalanced>[{}])|[^{}]+/g;
const identifier = /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Pc}\p{Mn}\p{Mc}\p{Cf}.-]*$/u;

/**
 * Parses a text with expressions such as `{mcptoolargs.name}` or `{rand-guid}`.
 * @throws Error with the host's words where the text is none.
 * @see Azure/azure-webjobs-sdk:src/Microsoft.Azure.WebJobs.Host/Bindings/Path/BindingTemplateParser.cs
 */
export function parseTemplate(text: string): BindingTemplate {
  let hasExpressions = false;
  const tokens = Array.from(text.matchAll(grammar), ({ 0: whole, index, groups }): Token => {
    const { escape, expression, unbalanced } = groups as Partial<Record<string, string>>;
    const invalid = (why: string): Error => new Error(`Invalid template '${text}'. ${why}`);
    if (unbalanced) {
      const missing = unbalanced === '{' ? 'closing' : 'opening';
      throw invalid(`Missing ${missing} bracket at position ${index + 1}.`);
    }
    if (expression === undefined) return () => (escape ? escape[0]! : whole);
    if (!expression) throw invalid(`The parameter name at position ${index + 1} is empty.`);
    hasExpressions = true;
    return parseExpression(expression, invalid);
  });
  return {
    hasExpressions,
    bind: (data, functionName) => tokens.map((token) => token(data, functionName)).join(''),
  };
}

/** @see Azure/azure-webjobs-sdk:src/Microsoft.Azure.WebJobs.Host/Bindings/Path/BindingTemplateToken.cs */
function parseExpression(expression: string, invalid: (why: string) => Error): Token {
  const system = builtIn(expression);
  const colon = system ? -1 : expression.indexOf(':');
  const path = colon > 0 ? expression.slice(0, colon) : expression;
  const format = colon > 0 ? expression.slice(colon + 1) : undefined;
  if (!system && !identifier.test(path)) throw invalid(`Invalid template expression '${path}`);
  const parts = path.split('.');
  const [first = ''] = parts;
  if (!system && first.includes('-')) throw invalid(`The parameter name '${first}' is invalid.`);
  if (parts.some((part) => !part.trim())) throw new Error('Illegal expression: System.String[]');

  return (data, functionName) => {
    const value = lookUp(data, parts);
    if (value !== undefined) return value;
    if (first.toLowerCase() === 'sys') return systemValue(parts.slice(1), format, functionName);
    // A dot in a format ends it, as the host reads it.
    if (system) return system(first);
    throw new Error(`No value for named parameter '${first}'.`);
  };
}
