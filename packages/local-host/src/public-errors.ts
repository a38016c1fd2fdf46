/** What is thrown at users, and how it is printed, for whoever does not need the host: it takes long to load. */
export { HostError, type HostErrorCode, hostErrorCodes, messageOf, UsageError } from './errors.ts';
export { formatError } from './log/log-format.ts';
export { printable } from './log/printable.ts';
