import type { HostLog } from '../../log/log.ts';
import type { EasyAuthAppSettings } from './app-settings.ts';
import type { EasyAuthConfig } from './easy-auth-config.ts';
import type { KnownProvider } from './identity-provider.ts';
import type { SealedText } from './sealed-text.ts';
import type { Sessions } from './sessions.ts';

/** What Easy Auth needs to answer a request. */
export interface EasyAuthParts {
  readonly config: EasyAuthConfig;
  readonly appSettings: EasyAuthAppSettings;
  /** The app's environment. */
  readonly env: NodeJS.ProcessEnv;
  readonly provider: () => Promise<KnownProvider>;
  readonly sealed: SealedText;
  readonly sessions: Sessions;
  readonly log: HostLog;
}
