import { runInNewContext } from 'node:vm';

/** What names in an expression stand for, such as `{ vars: { AUTH_MODE: 'key' } }`. */
export type Contexts = Readonly<Record<string, unknown>>;

/**
 * The value of an expression of GitHub, of names, texts, `==`, `!=`, `&&`, `||`, `!`, parentheses and `cancelled()`:
 * among texts these mean what they mean in JavaScript. What a context does not have is empty.
 * @throws Error for any other expression.
 */
export function evaluateExpression(expression: string, contexts: Contexts): unknown {
  const literal = expression
    .replaceAll('cancelled()', 'false')
    .replaceAll(/'[^'\\]*'|[a-z]+(?:\.[A-Za-z_]\w*)+/g, (name) =>
      name.startsWith("'") ? name : JSON.stringify(lookUp(name, contexts)),
    );
  const rest = literal.replaceAll(/"(?:[^"\\]|\\.)*"|'[^'\\]*'|false|[!=]=|&&|\|\||[!()\s]/g, '');
  if (rest) throw new Error(`This test cannot evaluate '${rest}' in ${expression}.`);
  return runInNewContext(literal);
}

function lookUp(name: string, contexts: Contexts): unknown {
  const [context = '', ...path] = name.split('.');
  if (!(context in contexts)) throw new Error(`This test does not know ${name}.`);
  return (
    path.reduce<unknown>(
      (value, key) => (value as Record<string, unknown> | undefined)?.[key],
      contexts[context],
    ) ?? ''
  );
}

/** The text that GitHub makes of one with `${{ }}` in it, where these variables are set. */
export function evaluate(text: string, vars: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/g, (_, expression: string) =>
    String(evaluateExpression(expression, { vars })),
  );
}
