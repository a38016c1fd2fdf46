/**
 * Whether each part of a compact JWT is spelt as it would be written. The last characters of Base64 have
 * bits that mean nothing: without this several texts would be one and the same token.
 */
export function isCanonical(compact: string, parts: number): boolean {
  const found = compact.split('.');
  return (
    found.length === parts &&
    found.every((part) => Buffer.from(part, 'base64url').toString('base64url') === part)
  );
}
