import { UsageError } from '@side-by-side/local-host/errors';
import type { MissingServer } from './deployment.ts';

/** None of the servers is there: the message says what was found in their place, and what mends it. */
export class NothingDeployedError extends UsageError {
  readonly missing: readonly MissingServer[];

  constructor(message: string, missing: readonly MissingServer[]) {
    super(message);
    this.missing = missing;
  }
}
