export { connectCommand, createConnectCommand } from './connect-command.ts';
export type { ConnectParts } from './run-connect.ts';
