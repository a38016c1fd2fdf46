import { createHash, timingSafeEqual } from 'node:crypto';
import { generateKey, type HostKeys, type KeyRing } from './keys.ts';

/** What a key opens, from nothing to everything. */
export type KeyLevel = 'anonymous' | 'function' | 'system' | 'admin';

/** What the key of a request turned out to be. */
export interface KeyMatch {
  readonly level: KeyLevel;
  /** The name of the key; absent where it is none of the app's. */
  readonly name?: string;
}

/** A set of keys: the system's, the host's, or those of one function. */
export type KeyScope = 'system' | 'host' | { readonly functionName: string };

/**
 * The keys of one app. Those that Azure makes by itself are made here when they are first
 * asked for: `default` of the host and of each function.
 * @see Azure/azure-functions-host:src/WebJobs.Script.WebHost/Security/KeyManagement/SecretManager.cs
 */
export class KeyStore {
  /** Whether requests are asked for keys; if not, every caller may do everything, as under Core Tools. */
  readonly isEnforced: boolean;
  #master: string;
  readonly #system: Map<string, string>;
  readonly #host: Map<string, string>;
  /** By the function's name in lower case. */
  readonly #functions: Map<string, Map<string, string>>;

  readonly #save: ((keys: HostKeys) => void) | undefined;

  /**
   * @param keys without them new ones are made, and not asked for
   * @param save told of all keys whenever one has changed
   */
  constructor(keys?: HostKeys, save?: (keys: HostKeys) => void) {
    this.#save = save;
    this.isEnforced = keys !== undefined;
    this.#master = keys?.master ?? generateKey();
    this.#system = new Map(Object.entries(keys?.system ?? {}));
    this.#host = new Map(Object.entries(keys?.host ?? { default: generateKey() }));
    this.#functions = new Map(
      Object.entries(keys?.functions ?? {}).map(([name, ring]) => [
        name.toLowerCase(),
        new Map(Object.entries(ring)),
      ]),
    );
  }

  get master(): string {
    return this.#master;
  }

  set master(key: string) {
    this.#master = key;
    this.#changed();
  }

  /** Makes the system key that an extension with a webhook has from its first start on. */
  ensureSystemKey(name: string): void {
    if (!this.#system.has(name)) this.set('system', name);
  }

  /** What a key opens; keys of functions only where a request is for that function. */
  match(key: string | undefined, functionName?: string): KeyMatch {
    if (!key) return { level: 'anonymous' };
    if (isSame(key, this.#master)) return { level: 'admin', name: 'master' };
    const system = nameOf(key, this.#system);
    if (system !== undefined) return { level: 'system', name: system };
    const host = nameOf(key, this.#host);
    if (host !== undefined) return { level: 'function', name: host };
    const own = functionName === undefined ? undefined : nameOf(key, this.#ring({ functionName }));
    return own === undefined ? { level: 'anonymous' } : { level: 'function', name: own };
  }

  list(scope: KeyScope): KeyRing {
    return Object.fromEntries(this.#ring(scope));
  }

  /** Sets a key, to a new value if none is given. Tells whether there was none of that name. */
  set(scope: KeyScope, name: string, value = generateKey()): { isNew: boolean; value: string } {
    const ring = this.#ring(scope);
    const isNew = !ring.has(name);
    ring.set(name, value);
    this.#changed();
    return { isNew, value };
  }

  /** Tells whether there was such a key. */
  delete(scope: KeyScope, name: string): boolean {
    const isKnown = this.#ring(scope).delete(name);
    if (isKnown) this.#changed();
    return isKnown;
  }

  #changed(): void {
    this.#save?.({
      master: this.#master,
      system: Object.fromEntries(this.#system),
      host: Object.fromEntries(this.#host),
      functions: Object.fromEntries(
        [...this.#functions].map(([name, ring]) => [name, Object.fromEntries(ring)]),
      ),
    });
  }

  #ring(scope: KeyScope): Map<string, string> {
    if (scope === 'system') return this.#system;
    if (scope === 'host') return this.#host;
    const functionName = scope.functionName.toLowerCase();
    let ring = this.#functions.get(functionName);
    if (!ring) {
      ring = new Map([['default', generateKey()]]);
      this.#functions.set(functionName, ring);
      this.#changed();
    }
    return ring;
  }
}

function nameOf(key: string, ring: ReadonlyMap<string, string>): string | undefined {
  return [...ring].find(([, known]) => isSame(key, known))?.[0];
}

/** Takes the same time for every wrong key. */
function isSame(given: string, known: string): boolean {
  if (!known) return false;
  const [left, right] = [given, known].map((key) => createHash('sha256').update(key).digest());
  return timingSafeEqual(left!, right!);
}
