import { UsageError } from '@side-by-side/local-host/errors';
import { readAppSettings } from '../arm/app-settings.ts';
import type { AppReference, Arm } from '../arm/arm.ts';
import { readAuthSettings } from '../arm/auth-settings.ts';
import { type AuthMode, authModes } from '../server.ts';

/**
 * The auth mode that apps are set up for, where no azd environment says it: the setting that Bicep writes, else
 * whether sign-in is on. `key` and `anonymous` differ in the setting alone.
 * @throws UsageError if neither can be read
 */
export async function detectAuthMode(arm: Arm, apps: readonly AppReference[]): Promise<AuthMode> {
  for (const app of apps) {
    const settings = await readAppSettings(arm, app);
    const value = settings.ok ? settings.value.get('MCP_AUTH_MODE')?.reveal() : undefined;
    const authMode = authModes.find((mode) => mode === value);
    if (authMode) return authMode;
    const auth = await readAuthSettings(arm, app);
    if (auth.ok && auth.value.enabled) return 'entra';
  }
  throw new UsageError(
    `The auth mode of ${apps.map(({ name }) => name).join(' and ')} cannot be seen: the app setting MCP_AUTH_MODE is not there, or the permission Microsoft.Web/sites/config/list/action is missing. Say it: --auth-mode key`,
  );
}
