import { inspect } from 'node:util';

/** A key, a token or a setting's value. Printing it in any way shows that there is one, and nothing of it. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value, for a request or a comparison: never for a message. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '(hidden)';
  }

  toJSON(): string {
    return '(hidden)';
  }

  [inspect.custom](): string {
    return '(hidden)';
  }
}

/** Hides the values of a record that Azure answered, such as `{"default":"…"}`; what is no string is left out. */
export function hideValues(record: unknown): ReadonlyMap<string, Secret> {
  const entries = Object.entries((record ?? {}) as Record<string, unknown>);
  return new Map(
    entries.flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, new Secret(value)] as const] : [],
    ),
  );
}
