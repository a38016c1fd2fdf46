import { runInNewContext } from 'node:vm';

/**
 * The text that GitHub makes of one with `${{ }}` in it, for expressions of variables, texts, `&&`, `||`, `!` and
 * parentheses: among texts these mean what they mean in JavaScript. A variable that is not set is empty.
 * @throws Error for any other expression.
 */
export function evaluate(text: string, vars: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/g, (_, expression: string) => {
    const rest = expression.replaceAll(/vars\.[A-Z][A-Z0-9_]*|'[^'\\]*'|&&|\|\||[!()\s]/g, '');
    if (rest) throw new Error(`This test cannot evaluate '${rest}' in ${expression}.`);
    const known = new Proxy(vars, { get: (target, name) => target[String(name)] ?? '' });
    return String(runInNewContext(expression, { vars: known }));
  });
}
