import type { Caller } from '../../contract/caller.ts';
import { ToolError } from '../../contract/errors.ts';
import { createTurns } from './in-turn.ts';
import { canonicalName, snippetNameRule } from './names.ts';
import { ownerOf } from './owner.ts';
import type {
  SaveResult,
  Snippet,
  SnippetInfo,
  SnippetStore,
  StoreOptions,
} from './snippet-store.ts';

export interface SnippetLimits {
  /** The most that one snippet may have, in bytes of UTF-8. */
  readonly maxBytes: number;
  /** How many one owner may have. */
  readonly maxCount: number;
  /** How long a save waits at the most for those before it to begin, in milliseconds. */
  readonly maxWait: number;
  /** Whether only who is signed in may have snippets; otherwise all others share one space. */
  readonly signedInOnly: boolean;
}

export const snippetLimits: SnippetLimits = {
  maxBytes: 64 * 1024,
  maxCount: 1000,
  maxWait: 30_000,
  signedInOnly: false,
};

/**
 * The snippets of whoever calls; of everybody, where nobody is signed in. Letter case in names does not matter.
 * Every operation throws a `ToolError` for what is no name, and for nobody where callers have to be signed in.
 */
export interface Snippets {
  /**
   * Saves a new snippet, or over an old one. `name` in the answer is the one that it is kept under.
   * @throws ToolError for contents that are too large or no valid Unicode, for one snippet too many,
   * and where others are saving for too long.
   */
  save(
    caller: Caller | undefined,
    name: string,
    content: string,
    options?: StoreOptions,
  ): Promise<SaveResult & { readonly name: string }>;
  get(
    caller: Caller | undefined,
    name: string,
    options?: StoreOptions,
  ): Promise<Snippet | undefined>;
  /** Sorted by name. */
  list(caller: Caller | undefined, options?: StoreOptions): Promise<SnippetInfo[]>;
  /** Whether there was one to delete. */
  delete(caller: Caller | undefined, name: string, options?: StoreOptions): Promise<boolean>;
}

/**
 * Puts the rules above a store: whose a snippet is, what it may be called, how large it may be, how many
 * there may be. As no store can lock, the saves of one owner wait for one another here. So one process
 * never exceeds `maxCount`, and n processes that fill up the same owner's space at the same moment
 * exceed it by n - 1 at the most.
 */
export function createSnippets(store: SnippetStore, limits = snippetLimits): Snippets {
  const inTurn = createTurns();
  const checkedOwner = (caller: Caller | undefined): string => {
    if (caller || !limits.signedInOnly) return ownerOf(caller);
    throw new ToolError(
      'Snippets belong to whoever is signed in, and this server cannot tell who you are.',
    );
  };
  return {
    async save(caller, givenName, content, options) {
      const [owner, name] = [checkedOwner(caller), checkedName(givenName)];
      checkContent(content, limits.maxBytes);
      const asked = performance.now();
      return inTurn(owner, async () => {
        options?.signal?.throwIfAborted();
        // Where a store is slow, each turn takes long, and the last of many would never end.
        if (performance.now() - asked > limits.maxWait) {
          throw new ToolError('Too many snippets are being saved. Try again in a minute.');
        }
        const existing = await store.list(owner, options);
        if (existing.length >= limits.maxCount && !existing.some((info) => info.name === name)) {
          throw new ToolError(
            `There are ${existing.length} snippets, and ${limits.maxCount} is the limit. Delete one with delete_snippet, or save over an old one.`,
          );
        }
        return { name, ...(await store.save(owner, name, content, options)) };
      });
    },
    get: async (caller, name, options) =>
      store.get(checkedOwner(caller), checkedName(name), options),
    list: async (caller, options) => store.list(checkedOwner(caller), options),
    delete: async (caller, name, options) =>
      store.delete(checkedOwner(caller), checkedName(name), options),
  };
}

function checkedName(name: string): string {
  const canonical = canonicalName(name);
  if (canonical === undefined) {
    throw new ToolError(
      `${JSON.stringify(name.slice(0, 100))} cannot be a name: ${snippetNameRule}.`,
    );
  }
  return canonical;
}

function checkContent(content: string, maxBytes: number): void {
  const bytes = Buffer.byteLength(content);
  if (bytes > maxBytes) {
    throw new ToolError(
      `The content has ${bytes} bytes in UTF-8, and ${maxBytes} is the limit. Shorten it, or save it as several snippets.`,
    );
  }
  // UTF-8 has no form for it: what is read back would not be what was saved.
  if (!content.isWellFormed()) {
    throw new ToolError('The content is no valid Unicode: it has half of a surrogate pair.');
  }
}
