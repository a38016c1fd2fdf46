import { UsageError } from '@side-by-side/local-host/errors';
import { type AuthMode, authModes } from '../server.ts';

/** An auth mode, and in a few words why it is that one. */
export interface AuthModeDecision {
  readonly authMode: AuthMode;
  readonly because: string;
}

/**
 * The auth mode to stamp: that of `AUTH_MODE`; where it is unset or empty the default of the infrastructure in an azd
 * environment, which `AZURE_ENV_NAME` tells, and the closed one elsewhere.
 * @throws UsageError for any other value: a misspelt mode must not open a server.
 */
export function decideAuthMode(env: NodeJS.ProcessEnv): AuthModeDecision {
  const wanted = env['AUTH_MODE'];
  if (wanted) {
    const authMode = authModes.find((mode) => mode === wanted);
    if (authMode) return { authMode, because: 'as AUTH_MODE says' };
    throw new UsageError(
      `AUTH_MODE is '${wanted}'. It must be ${authModes.slice(0, -1).join(', ')} or ${authModes.at(-1)}. In azd: azd env set AUTH_MODE entra`,
    );
  }
  const environment = env['AZURE_ENV_NAME'];
  return environment
    ? {
        authMode: 'entra',
        because: `the default, as AUTH_MODE is not set in the azd environment ${environment}`,
      }
    : {
        authMode: 'key',
        because:
          'the safe one, as AUTH_MODE is not set and this is no azd environment (--env NAME names one)',
      };
}
