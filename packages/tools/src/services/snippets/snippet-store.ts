/** A text that somebody keeps under a name. */
export interface Snippet {
  /** In lower case, as `canonicalName` makes it. */
  readonly name: string;
  /** Well-formed Unicode, at most as long as the limits allow. */
  readonly content: string;
  /** When it was saved, by the store's own clock: an ISO 8601 time in UTC. */
  readonly updatedAt: string;
}

/** A snippet as it is listed. */
export type SnippetInfo = Omit<Snippet, 'content'>;

export interface StoreOptions {
  /** Aborts when the caller has gone: what is not done yet need not be. */
  readonly signal?: AbortSignal;
}

export interface SaveResult {
  /** Whether there was none of that name. Of savers who race for a new name, more than one may be told so. */
  readonly created: boolean;
}

/**
 * Where snippets are kept. `createSnippets` stands above every store and checks names, sizes and counts,
 * so a store gets canonical names (`canonicalName`) and owners from `ownerOf` only: both have no more
 * than lower-case letters, digits, `.`, `_` and `-`, 64 at the most, and it may refuse anything else.
 *
 * What a store promises, and `describeSnippetStore` tests:
 * - What was saved reads back as it was, to the character.
 * - A save is whole or not at all: whoever reads meanwhile gets the old snippet or the new one, never
 *   a mix; of savers who race for a name one wins whole. That holds between processes, too.
 * - Owners do not see one another.
 * - Any number of processes may use it at once. It has no lock to offer: what has to be counted before
 *   it is saved is up to `createSnippets`, which says how exact that is.
 * - No operation hangs: what it waits for has a time limit.
 */
export interface SnippetStore {
  /** Saves a new snippet, or over an old one. Rejects, with nothing changed, where `signal` has aborted before. */
  save(owner: string, name: string, content: string, options?: StoreOptions): Promise<SaveResult>;
  get(owner: string, name: string, options?: StoreOptions): Promise<Snippet | undefined>;
  /** All of an owner, sorted by name, in the order of the characters' codes; empty for an unknown owner. */
  list(owner: string, options?: StoreOptions): Promise<SnippetInfo[]>;
  /** Whether there was one to delete. */
  delete(owner: string, name: string, options?: StoreOptions): Promise<boolean>;
}
