import { createHash } from 'node:crypto';
import type { Caller } from '../../contract/caller.ts';

/**
 * Whose snippets a caller works with: their own, or `shared` where nobody is signed in. An id stays
 * what the identity provider made it, so it becomes a hash before it comes near a path or a blob's name.
 * @returns `shared`, or 64 hexadecimal digits
 */
export function ownerOf(caller: Caller | undefined): string {
  if (!caller) return 'shared';
  const identity = JSON.stringify([caller.tenantId ?? null, caller.id]);
  return createHash('sha256').update(identity).digest('hex');
}
