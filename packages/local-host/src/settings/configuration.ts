/**
 * Settings as .NET configuration has them, which is how the Functions host reads host.json:
 * a flat map of `section:subsection:0:name` to text, in which letter case does not matter.
 */
export class Configuration {
  readonly #values = new Map<string, string>();

  /** Adds `json`, flattened; what it sets wins over what was there. Null members are left out. */
  add(json: unknown, prefix = ''): this {
    if (json === null || json === undefined) return this;
    if (typeof json !== 'object') {
      this.set(
        prefix,
        typeof json === 'boolean' ? (json ? 'True' : 'False') : `${json as string | number}`,
      );
      return this;
    }
    for (const [name, value] of Object.entries(json)) {
      this.add(value, prefix ? `${prefix}:${name}` : name);
    }
    return this;
  }

  set(key: string, value: string): this {
    this.#values.set(key.toLowerCase(), value);
    return this;
  }

  text(key: string): string | undefined {
    return this.#values.get(key.toLowerCase());
  }

  /** `true` in any letter case is true; what is no boolean counts as unset. */
  flag(key: string): boolean | undefined {
    const text = this.text(key)?.toLowerCase();
    return text === 'true' ? true : text === 'false' ? false : undefined;
  }

  /** A number that is written in digits only; anything else counts as unset (`int.TryParse`). */
  integer(key: string): number | undefined {
    const text = this.text(key)?.trim();
    return text && /^\d+$/.test(text) ? Number(text) : undefined;
  }

  /** A time span such as `00:00:30` or `1.00:00:00.5`, in milliseconds. */
  timeSpan(key: string): number | undefined {
    const match = /^(?:(\d+)\.)?(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(this.text(key)?.trim() ?? '');
    if (!match) return undefined;
    const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
    return (((days! * 24 + hours!) * 60 + minutes!) * 60 + seconds!) * 1000;
  }

  /** The texts at `key:0`, `key:1` … */
  list(key: string): string[] {
    const texts: string[] = [];
    for (let text; (text = this.text(`${key}:${texts.length}`)) !== undefined;) texts.push(text);
    return texts;
  }

  has(section: string): boolean {
    const start = `${section.toLowerCase()}:`;
    return (
      this.#values.has(start.slice(0, -1)) ||
      [...this.#values.keys()].some((key) => key.startsWith(start))
    );
  }
}
