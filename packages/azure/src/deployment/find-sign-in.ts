import type { AppReference, Arm } from '../arm/arm.ts';
import { readAuthSettings, signInOf } from '../arm/auth-settings.ts';
import type { SignIn } from '../server.ts';

/** What sign-in needs, from an app itself; undefined where it does not sign anybody in, or cannot be read. */
export async function findSignIn(arm: Arm, app: AppReference): Promise<SignIn | undefined> {
  const settings = await readAuthSettings(arm, app);
  return settings.ok ? signInOf(settings.value) : undefined;
}
