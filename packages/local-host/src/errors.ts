/** What can stop the local host, each with its meaning. Every one of them is the user's to mend. */
export const hostErrorCodes = {
  APP_NOT_FOUND: 'the app folder does not exist, or has no host.json',
  HOST_JSON_INVALID: 'host.json cannot be read, or says something the host does not support',
  LOCAL_SETTINGS_INVALID: 'local.settings.json cannot be read',
  AUTH_SETTINGS_INVALID: 'the file with the settings of Easy Auth cannot be read',
  KEYS_INVALID: 'the file with the keys of the app cannot be read',
  PROFILE_UNKNOWN: 'host.json names a configuration profile that does not exist',
  RUNTIME_NOT_EMULATED: 'the app is written in a language that the local host does not run',
  BUNDLE_MISSING:
    'the app uses a trigger of the extension bundle, and host.json does not ask for a bundle that has it',
  LIBRARY_MISSING: 'the app does not load @azure/functions',
  ENTRY_POINT_FAILED: 'a file that package.json#main names threw while it was loaded',
  NO_FUNCTIONS: 'the app registered no function',
  REGISTRATION_INVALID: 'the Functions host refuses to start with what the app registered',
  HANDLER_MISSING: 'the executable of the custom handler is not given, or does not exist',
  HANDLER_NOT_LISTENING: 'the custom handler did not answer on its port in time',
  HANDLER_EXITED: 'the custom handler ended while it was started, or too often',
  START_HOOK_FAILED: 'an appStart hook of the app threw',
  WORKER_EXITED: 'the worker process ended while it was started',
  EASY_AUTH_INVALID:
    'the settings of built-in authentication are incomplete, or ask for what is not emulated',
  PORT_IN_USE: 'another process listens on the port',
} as const;

/** Names each kind of `HostError`: stable, so that a caller may compare it. */
export type HostErrorCode = keyof typeof hostErrorCodes;

/** An error with a remedy: `message` says what is wrong and where, `hint` what to do about it. */
export class HostError extends Error {
  readonly code: HostErrorCode;
  readonly hint: string;

  constructor(code: HostErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'HostError';
    this.code = code;
    this.hint = hint;
  }
}

/** A command cannot do what it was asked; the message says why, and what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
