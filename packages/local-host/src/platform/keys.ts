import { randomBytes } from 'node:crypto';

/** Keys by their names. */
export type KeyRing = Readonly<Record<string, string>>;

/** The keys of a function app, each under its name. */
export interface HostKeys {
  /** Opens everything. */
  readonly master: string;
  /** One for each extension with a webhook: `mcp_extension`. */
  readonly system: KeyRing;
  /** Open all HTTP functions: `default`. */
  readonly host: KeyRing;
  /** Open one function each, by the function's name. @default made when they are asked for */
  readonly functions?: Readonly<Record<string, KeyRing>>;
}

/** A new key: 40 random bytes, written as those of Azure are. */
export function generateKey(): string {
  return `${randomBytes(40).toString('base64url')}==`;
}
