export { fixtures as extensionFixtures } from '../mcp-extension/testing/recordings.ts';
export { recordedApp } from '../mcp-extension/testing/recorded-app.ts';
export { type InstanceOptions, useInstances } from './instances.ts';
export { type Azurite, startAzurite } from '../bindings/testing/azurite.ts';
export { freePort } from './free-port.ts';
export { makeAppFolder, useAppFolder, writeAppFile } from './app-folder.ts';
export {
  answerOf as signInAnswerOf,
  Browser as SignInBrowser,
  pkce,
} from '../platform/identity-provider/testing/browser.ts';
export { type RawRequest, type RawResponse, sendRaw, sendRawStream } from './raw-http.ts';
export { verifies } from './verifies.ts';
