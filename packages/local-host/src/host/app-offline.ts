import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';

/** A file of the app's folder that takes the app offline while it is there. */
export const offlineFile = 'app_offline.htm';

/** What an offline app answers with. */
export interface OfflinePage {
  readonly html: Buffer;
}

/** The page of an app that is offline; undefined for one that is not. */
export async function readOfflinePage(appRoot: string): Promise<OfflinePage | undefined> {
  try {
    return { html: await readFile(join(appRoot, offlineFile)) };
  } catch {
    return undefined;
  }
}

/** @see Azure/azure-functions-host:src/WebJobs.Script.WebHost/Extensions/HttpContextExtensions.cs `SetOfflineResponseAsync` */
export function sendOfflinePage({ html }: OfflinePage, response: ServerResponse): void {
  response.setHeader('Server', 'Kestrel');
  response.writeHead(503, { 'Content-Type': 'text/html', 'Content-Length': html.length }).end(html);
}
