/** Text that is HTML already. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template may be filled in with. */
type Filling = string | number | false | undefined | Html | readonly Filling[];

/** A template that escapes all that is filled in, unless it is HTML already; lists are joined. */
export function markup(parts: TemplateStringsArray, ...values: readonly Filling[]): Html {
  return new Html(parts.map((part, index) => part + toHtml(values[index])).join(''));
}

function toHtml(value: Filling): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(toHtml).join('');
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Hidden fields of a form. */
export function hiddenFields(fields: Iterable<readonly [string, string]>): readonly Html[] {
  return [...fields].map(
    ([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`,
  );
}
