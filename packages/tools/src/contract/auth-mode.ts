import { stampedAuthMode } from './auth-lock.ts';
import type { AuthMode } from './caller.ts';

const authModes: readonly string[] = ['entra', 'key', 'anonymous'] satisfies AuthMode[];

/**
 * The auth mode of this server: what packaging stamped into it, whatever the environment says. A source run has it from
 * `AUTH_MODE`: `anonymous` where it is not set, as nobody has checked who calls.
 * @throws Error for any other value, so that a misspelt mode cannot open a server.
 */
export function readAuthMode(
  env: NodeJS.ProcessEnv,
  stamped: AuthMode | undefined = stampedAuthMode,
): AuthMode {
  if (stamped !== undefined) return stamped;
  const mode = env['AUTH_MODE'] || 'anonymous';
  if (!authModes.includes(mode)) {
    throw new Error(`AUTH_MODE is '${mode}'. It must be one of ${authModes.join(', ')}.`);
  }
  return mode as AuthMode;
}
