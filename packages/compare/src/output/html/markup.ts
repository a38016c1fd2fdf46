import { visible } from '../wording/visible.ts';

/** A piece of a page, in which all text is escaped. Only `markup` and `trustedMarkup` make one. */
export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

export type MarkupValue = Markup | string | number | undefined | readonly MarkupValue[];

/**
 * A template of HTML or SVG: what is filled in is escaped, for text and for attributes in double quotes, unless it is
 * markup itself. Lists are joined, undefined is nothing.
 */
export function markup(parts: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  const [first, ...rest] = parts;
  return new Markup(first + rest.map((part, index) => render(values[index]) + part).join(''));
}

/** Markup that was written here, not by a server. */
export function trustedMarkup(text: string): Markup {
  return new Markup(text);
}

function render(value: MarkupValue): string {
  if (value === undefined) return '';
  if (value instanceof Markup) return value.toString();
  if (Array.isArray(value)) return value.map(render).join('');
  return visible(String(value)).replace(/[&<>"']/g, (character) => entities[character]!);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
