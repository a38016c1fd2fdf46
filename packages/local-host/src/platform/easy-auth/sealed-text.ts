import { randomBytes } from 'node:crypto';
import { isCanonical } from './canonical.ts';

/** What is sealed for one purpose opens for no other. */
export interface SealedText {
  /** Encrypts `value`, which opens for so many milliseconds. */
  readonly seal: (purpose: string, value: object, lifetime: number) => Promise<string>;
  /** What was sealed; undefined for anything else, and after its time. */
  readonly open: (
    purpose: string,
    sealed: string,
  ) => Promise<Readonly<Record<string, unknown>> | undefined>;
}

/** Seals texts that browsers keep, with a key that ends with this process. */
export function createSealedText(): SealedText {
  const key = randomBytes(32);
  const algorithms = { alg: 'dir', enc: 'A256GCM' } as const;
  return {
    async seal(purpose, value, lifetime) {
      const { EncryptJWT } = await import('jose');
      return new EncryptJWT({ ...value })
        .setProtectedHeader(algorithms)
        .setAudience(purpose)
        .setExpirationTime(new Date(Date.now() + lifetime))
        .encrypt(key);
    },
    async open(purpose, sealed) {
      if (!isCanonical(sealed, 5)) return undefined;
      const { jwtDecrypt } = await import('jose');
      try {
        const { payload } = await jwtDecrypt(sealed, key, {
          audience: purpose,
          keyManagementAlgorithms: [algorithms.alg],
          contentEncryptionAlgorithms: [algorithms.enc],
        });
        return payload;
      } catch {
        return undefined; // Tampered with, or of another process: as good as no cookie.
      }
    },
  };
}
