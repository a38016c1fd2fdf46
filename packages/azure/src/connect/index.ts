export { type ConnectParts, connectCommand, createConnectCommand } from './connect-command.ts';
