export { clients } from '../clients.ts';
export { nameEntries } from '../entry.ts';
export { settingsAsJson } from '../format-configuration.ts';
export { runConnectCommand } from './run-connect-command.ts';
export { clientId, sampleServers } from './sample-servers.ts';
