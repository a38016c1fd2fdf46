import { appFailures } from './app-failures.ts';
import { endpointFailures } from './endpoint-failures.ts';
import { entraFailures } from './entra-failures.ts';
import type { KnownFailure } from './known-failure.ts';
import { signInFailures } from './sign-in-failures.ts';
import { toolFailures } from './tool-failures.ts';

/** The parts of the list, as docs/troubleshooting.md has them. */
export const failureGroups = {
  'The app': appFailures,
  'The endpoint': endpointFailures,
  'Signing in': signInFailures,
  'Errors of Entra ID': entraFailures,
  'Tools and protocol': toolFailures,
} as const;

const all = {
  ...appFailures,
  ...endpointFailures,
  ...signInFailures,
  ...entraFailures,
  ...toolFailures,
};

/** The id of a known failure: what `known` of a line of `npm run verify` says. */
export type FailureId = keyof typeof all;

/** Everything that is known to go wrong, with its cause and what mends it. */
export const knownFailures: Readonly<Record<FailureId, KnownFailure>> = all;
