export { HostError, type HostErrorCode, hostErrorCodes } from './errors.ts';
export type { FunctionInfo } from './host/app-runtime.ts';
export type { FunctionsHost, HostState } from './host/functions-host.ts';
export { type LogEntry, type LogLevel, logLevels, type RequestSummary } from './host/log.ts';
export { formatError, formatLogEntry, isNoteworthy, logEntryToJson } from './host/log-format.ts';
export { type FunctionsHostOptions, startFunctionsHost } from './host/start.ts';
export { watchFolders } from './host/watch.ts';
