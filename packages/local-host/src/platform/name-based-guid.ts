import { createHash } from 'node:crypto';

/** A GUID that is the same for the same name on every machine: clients remember ids. */
export function nameBasedGuid(name: string): string {
  const digits = createHash('sha256').update(name).digest('hex');
  // Version 8 (made in a way of one's own) and the variant of RFC 9562.
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join('-');
}
