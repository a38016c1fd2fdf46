export { type ConnectParts, connectCommand, createConnectCommand } from './connect-command.ts';
export { renderConnectPage } from './connect-page.ts';
