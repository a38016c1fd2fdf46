import { join } from 'node:path';
import type { AuthSettingsV2 } from './easy-auth/auth-settings.ts';
import type { EasyAuthOptions } from './easy-auth/easy-auth.ts';
import type { IdentityProvider, IdentityProviderOptions } from './identity-provider/index.ts';
import { keysFile } from './key-file.ts';
import { provideSignIn, type SignIn } from './provide-sign-in.ts';

/** Who is let in: everybody, who has a key, or who signs in. */
export const authModes = ['anonymous', 'key', 'entra'] as const;
export type AuthMode = (typeof authModes)[number];

/** An app to guard. */
export interface GuardedApp {
  /** Its ids at the identity provider follow from it. */
  readonly name: string;
  readonly appRoot: string;
  /** Where it will answer, without a slash at the end. */
  readonly url: string;
}

/** What stands in front of an app. */
export interface Guard {
  /** Options of `startFunctionsHost`. */
  readonly host: { readonly keyFile?: string; readonly easyAuth?: EasyAuthOptions };
  /** What the app's environment has besides. */
  readonly env: NodeJS.ProcessEnv;
  /** The app's registration at our identity provider; absent with any other. */
  readonly signIn?: SignIn;
}

/** The guards of some apps, and the identity provider that they share. */
export interface Guards {
  readonly of: (app: GuardedApp) => Guard;
  readonly provider?: IdentityProvider;
  dispose(): Promise<void>;
}

export interface GuardsOptions {
  readonly mode: AuthMode;
  /** Easy Auth's settings for an identity provider elsewhere. @default our own is started */
  readonly authSettings?: AuthSettingsV2;
  /** How our identity provider is, and where it listens. @default as strict as Entra, on any free port */
  readonly provider?: IdentityProviderOptions;
}

/**
 * Makes what Azure has in front of an app in each auth mode. Keys are asked for in `entra` too, as the host does
 * behind Easy Auth unless host.json opens its gate.
 * @throws HostError when the port of the identity provider is taken
 */
export async function openGuards({
  mode,
  authSettings,
  provider: options,
}: GuardsOptions): Promise<Guards> {
  const nothing = async (): Promise<void> => {};
  if (mode === 'anonymous') return { of: () => ({ host: {}, env: {} }), dispose: nothing };
  const keysOf = ({ appRoot }: GuardedApp) => ({ keyFile: join(appRoot, keysFile) });
  if (mode === 'key') return { of: (app) => ({ host: keysOf(app), env: {} }), dispose: nothing };
  if (authSettings) {
    const easyAuth = { settings: authSettings };
    return { of: (app) => ({ host: { ...keysOf(app), easyAuth }, env: {} }), dispose: nothing };
  }
  const { startIdentityProvider } = await import('./identity-provider/index.ts');
  const provider = await startIdentityProvider(options);
  return {
    of(app) {
      const signIn = provideSignIn(provider, app);
      return { host: { ...keysOf(app), easyAuth: signIn.easyAuth }, env: signIn.env, signIn };
    },
    provider,
    dispose: () => provider.dispose(),
  };
}
