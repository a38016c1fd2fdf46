import { closingIndex, splitAt, withoutComments } from './bicep-text.ts';

/**
 * An expression of Bicep, as far as suites look into it: objects and arrays are read, calls and
 * choices taken apart, and all else is its source text, `'quotes'` included.
 */
export type Expression = string | readonly Expression[] | BicepObject | BicepCall | BicepChoice;

export interface BicepObject {
  readonly entries: Readonly<Record<string, Expression>>;
  /** Resources that are declared inside. */
  readonly resources: readonly Declaration[];
}

/** `name(arguments)`; a loop is a call of `for` with its header and its body. */
export interface BicepCall {
  readonly call: string;
  readonly arguments: readonly Expression[];
}

/** `condition ? yes : no`. */
export interface BicepChoice {
  readonly condition: string;
  readonly yes: Expression;
  readonly no: Expression;
}

/** `param`, `output`, `resource` … with its name, and what follows. */
export interface Declaration {
  readonly kind: string;
  readonly name: string;
  /** The type of a parameter, output or resource, or the file of a module; without quotes. */
  readonly type: string;
  /** `resource x '…' existing`. */
  readonly isExisting: boolean;
  /** `= if (…)`. */
  readonly condition: string | undefined;
  readonly value: Expression | undefined;
  /** The texts of its decorators. */
  readonly decorators: readonly string[];
}

const starts = /^(?:@|(?:param|var|output|resource|module|type|import|extension|targetScope)\b)/;
const declarationForm =
  /^(param|var|output|resource|module|type) (\w+)(?: ('[^']*'|(?!=)[^=]*?))?( existing)?(?: = (?:if \((.*?)\) (?=[{[]))?([\s\S]*))?$/;

/** @throws Error for a statement that the suites cannot read. */
export function parseBicep(source: string): Declaration[] {
  const declarations: Declaration[] = [];
  let decorators: string[] = [];
  for (const statement of statements(withoutComments(source))) {
    if (statement.startsWith('@')) {
      decorators.push(statement);
      continue;
    }
    if (/^(?:import|extension|targetScope)\b/.test(statement)) continue;
    const match = declarationForm.exec(statement);
    if (!match) throw new Error(`Unreadable: ${statement.slice(0, 80)}`);
    const [, kind, name, type = '', existing, condition, value] = match;
    declarations.push({
      kind: kind!,
      name: name!,
      type: type.trim().replaceAll("'", ''),
      isExisting: existing !== undefined,
      condition,
      value: value === undefined ? undefined : parseExpression(value),
      decorators,
    });
    decorators = [];
  }
  return declarations;
}

/** Each begins on a line of its own, outside of all brackets. */
function statements(source: string): string[] {
  const found: string[] = [];
  for (const line of splitAt(source, '\n')) {
    if (!line.trim()) continue;
    if (starts.test(line.trim()) || found.length === 0) found.push(line.trim());
    else found[found.length - 1] += `\n${line}`;
  }
  return found;
}

function parseExpression(source: string): Expression {
  const text = source.trim();
  const choice = splitChoice(text);
  if (choice) {
    const [condition, yes, no] = choice;
    return {
      condition: condition.trim(),
      yes: parseExpression(yes),
      no: parseExpression(no),
    };
  }
  const isWhole = (from: number): boolean => closingIndex(text, from) === text.length - 1;
  if (text.startsWith('(') && isWhole(0)) return parseExpression(text.slice(1, -1));
  if (text.startsWith('{') && isWhole(0)) return parseObject(text.slice(1, -1));
  if (text.startsWith('[') && isWhole(0)) return parseList(text.slice(1, -1).trim());
  const call = /^(\w+)\(/.exec(text);
  if (call && isWhole(call[0].length - 1)) {
    const inside = text.slice(call[0].length, -1);
    const parts = splitAt(inside, ',').filter((part) => part.trim());
    return { call: call[1]!, arguments: parts.map(parseExpression) };
  }
  return text;
}

function parseList(inside: string): Expression {
  if (/^for\b/.test(inside)) {
    const [header = '', ...body] = splitAt(inside, ':');
    return { call: 'for', arguments: [header.trim(), parseExpression(body.join(':'))] };
  }
  return splitAt(inside, '\n,')
    .filter((item) => item.trim())
    .map(parseExpression);
}

function parseObject(inside: string): BicepObject {
  const entries: Record<string, Expression> = {};
  const resources: Declaration[] = [];
  let open: string | undefined;
  for (const part of splitAt(inside, '\n,')) {
    if (!part.trim()) continue;
    if (/^\s*resource \w+ '/.test(part)) {
      resources.push(...parseBicep(part));
      continue;
    }
    const entry = /^\s*('(?:[^'])*'|[\w$]+):([\s\S]*)$/.exec(part);
    if (entry) {
      open = entry[1]!.replaceAll("'", '');
      entries[open] = entry[2]!;
    } else if (open !== undefined) {
      entries[open] = `${entries[open] as string}\n${part}`;
    }
  }
  return {
    entries: Object.fromEntries(
      Object.entries(entries).map(([key, text]) => [key, parseExpression(text as string)]),
    ),
    resources,
  };
}

/** `a ? b : c`, where `?` and `:` stand outside of brackets and are no part of `??` or `.?`. */
function splitChoice(text: string): [string, string, string] | undefined {
  const [condition = '', ...rest] = splitAt(text, '?', (index) =>
    /^\s\?\s/.test(text.slice(index - 1)),
  );
  if (rest.length === 0) return undefined;
  const [yes = '', ...no] = splitAt(rest.join('?'), ':');
  return [condition, yes, no.join(':')];
}
