export { makeAppFolder, useAppFolder, writeAppFile } from './app-folder.ts';
export { type RawRequest, type RawResponse, sendRaw } from './raw-http.ts';
