import { randomBytes } from 'node:crypto';

interface Entry<Value> {
  readonly value: Value;
  readonly expires: number;
}

/** What is known under a secret name for a while. The oldest entry goes when there are too many. */
export class ExpiringStore<Value> {
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #now: () => number;
  readonly #lifetime: number;
  readonly #limit: number;

  /** @param lifetime in seconds */
  constructor(now: () => number, lifetime: number, limit = 10_000) {
    this.#now = now;
    this.#lifetime = lifetime;
    this.#limit = limit;
  }

  /** Keeps a value. Returns its name, which cannot be guessed. */
  add(value: Value): string {
    const name = randomBytes(32).toString('base64url');
    this.#entries.set(name, { value, expires: this.#now() + this.#lifetime * 1000 });
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#limit) this.#entries.delete(oldest!);
    return name;
  }

  /** The value of a name; `'expired'` where it is too late, undefined where there never was one. */
  find(name: string): Value | 'expired' | undefined {
    const entry = this.#entries.get(name);
    if (!entry) return undefined;
    return entry.expires > this.#now() ? entry.value : 'expired';
  }

  delete(name: string): void {
    this.#entries.delete(name);
  }
}
