import type { CheckResult } from '../../checks/check.ts';
import type { Claims } from './claims.ts';

/** How a caller gets in, or why that cannot be tried. Never prints what it holds. */
export type Access =
  | {
      readonly ok: true;
      readonly headers: Readonly<Record<string, string>>;
      /** What the token says, in auth mode `entra`. */
      readonly claims?: Claims | undefined;
      /** The line that says how. */
      readonly line?: CheckResult;
    }
  | { readonly ok: false; readonly line: CheckResult };
