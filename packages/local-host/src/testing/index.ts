export { makeAppFolder, useAppFolder, writeAppFile } from './app-folder.ts';
export { type RawRequest, type RawResponse, sendRaw, sendRawStream } from './raw-http.ts';
