export { fixtures as extensionFixtures } from '../mcp-extension/testing/recordings.ts';
export { type InstanceOptions, useInstances } from '../mcp-extension/testing/instances.ts';
export { makeAppFolder, useAppFolder, writeAppFile } from './app-folder.ts';
export { type RawRequest, type RawResponse, sendRaw, sendRawStream } from './raw-http.ts';
export { verifies } from './verifies.ts';
