import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/repository.ts';
import { type Declaration, type Expression, parseBicep } from './parse-bicep.ts';

/** The declarations of a file of `infra`, such as `main.bicep`. */
export function readBicep(file: string): Declaration[] {
  return parseBicep(readFileSync(join(root, 'infra', file), 'utf8'));
}

/** The declaration `name` of a file of `infra`. @throws Error if there is none. */
export function readDeclaration(file: string, name: string): Declaration {
  const found = readBicep(file).find((declaration) => declaration.name === name);
  if (!found) throw new Error(`infra/${file} declares no ${name}.`);
  return found;
}

/** An expression as plain data: `{ entries }` becomes the object itself. */
export function plain(expression: Expression | undefined): unknown {
  if (expression === undefined || typeof expression === 'string') return expression;
  if (isList(expression)) return expression.map(plain);
  if ('entries' in expression) {
    return Object.fromEntries(
      Object.entries(expression.entries).map(([key, value]) => [key, plain(value)]),
    );
  }
  if ('call' in expression) return { [expression.call]: expression.arguments.map(plain) };
  return { if: expression.condition, yes: plain(expression.yes), no: plain(expression.no) };
}

/** What stands at `path` in nested objects. @throws Error that names what is missing. */
export function at(expression: Expression | undefined, ...path: readonly string[]): Expression {
  let here = expression;
  for (const key of path) {
    const entries =
      here && typeof here === 'object' && !isList(here) && 'entries' in here
        ? here.entries
        : undefined;
    here = entries?.[key];
    if (here === undefined) throw new Error(`There is no ${path.join('.')}: ${key} is missing.`);
  }
  if (here === undefined) throw new Error('There is no expression.');
  return here;
}

function isList(expression: Expression): expression is readonly Expression[] {
  return Array.isArray(expression);
}
