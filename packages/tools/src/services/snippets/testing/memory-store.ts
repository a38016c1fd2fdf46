import type { Snippet, SnippetStore } from '../snippet-store.ts';

/** Keeps snippets for as long as the process lives; for tests. */
export function createMemoryStore(): SnippetStore {
  const owners = new Map<string, Map<string, Snippet>>();
  return {
    async save(owner, name, content, { signal } = {}) {
      signal?.throwIfAborted();
      const snippets = owners.get(owner) ?? new Map<string, Snippet>();
      const created = !snippets.has(name);
      owners.set(owner, snippets.set(name, { name, content, updatedAt: new Date().toISOString() }));
      return { created };
    },
    get: async (owner, name) => owners.get(owner)?.get(name),
    list: async (owner) =>
      [...(owners.get(owner)?.values() ?? [])]
        .map(({ name, updatedAt }) => ({ name, updatedAt }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    delete: async (owner, name) => owners.get(owner)?.delete(name) ?? false,
  };
}
