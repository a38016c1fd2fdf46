export { HostError, type HostErrorCode, hostErrorCodes, UsageError } from './errors.ts';
export type { FunctionInfo } from './app-runtime.ts';
export type { FunctionsHost } from './host/functions-host.ts';
export type { HostState } from './host/host-state.ts';
export { type LogEntry, type LogLevel, logLevels, type RequestSummary } from './log/log.ts';
export { formatError, formatLogEntry, isNoteworthy, logEntryToJson } from './log/log-format.ts';
export { type FunctionsHostOptions, startFunctionsHost } from './host/start.ts';
export { watchFolders } from './host/watch.ts';
export { readLocalSettings } from './settings/local-settings.ts';
export {
  type AuthSettingsV2,
  type EntraRegistration,
  entraAuthSettings,
  issuerOf,
} from './platform/easy-auth/auth-settings.ts';
export type { EasyAuthOptions } from './platform/easy-auth/easy-auth.ts';
export { findOwner } from './port.ts';
export type { HostKeys } from './platform/keys.ts';
export { keysFile, openKeyFile } from './platform/key-file.ts';
export {
  authModes,
  type AuthMode,
  type Guard,
  type GuardedApp,
  type Guards,
  type GuardsOptions,
  openGuards,
} from './platform/open-guards.ts';
export type {
  AppRegistration,
  IdentityProvider,
  IdentityProviderOptions,
  TokenWish,
} from './platform/identity-provider/index.ts';
export { provideSignIn, type SignIn } from './platform/provide-sign-in.ts';
export { readAuthSettings } from './platform/read-auth-settings.ts';
