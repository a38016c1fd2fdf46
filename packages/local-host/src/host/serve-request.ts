import type { IncomingMessage, ServerResponse } from 'node:http';
import { BodyTooLargeError, sendEmpty } from '../http.ts';
import { messageOf } from '../errors.ts';
import type { HostLog } from '../log/log.ts';
import { settlesWithin } from '../within.ts';
import type { EasyAuth } from '../platform/easy-auth/easy-auth.ts';
import type { AdministeredHost } from './admin/administered-host.ts';
import type { CorsPolicy } from '../settings/local-settings.ts';
import { handleCors } from './cors.ts';
import { handleAdminRequest, isAdminRequest } from './admin/admin-api.ts';
import { type OfflinePage, sendOfflinePage } from './app-offline.ts';
import { isHomepageRequest, sendHomepage } from './homepage.ts';

/** A request waits so long for a host that starts, in milliseconds. */
const startPatienceMs = 30_000;

/** The host as its requests find it. */
export interface ServedHost extends AdministeredHost {
  /** Whose pages may call the app; as under Core Tools, and not on Azure, where the platform sees to it. */
  readonly cors: CorsPolicy | undefined;
  readonly log: HostLog;
  /** Decides first who may call at all, if it is there. */
  readonly easyAuth: EasyAuth | undefined;
  /** Present while the app is offline. */
  readonly offlinePage: OfflinePage | undefined;
  /** Settles when the start or restart that is under way has ended. */
  readonly changing: Promise<void>;
}

/**
 * Answers a request in the order of the Functions host: built-in authentication in front, where it is on;
 * the admin API in every state, then only a host that runs, then the app's functions and webhooks, then
 * the home page.
 * @see Azure/azure-functions-host:src/WebJobs.Script.WebHost/WebJobsApplicationBuilderExtension.cs
 */
export async function serveRequest(
  host: ServedHost,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // Kestrel sends no Connection header of its own.
  if (response.shouldKeepAlive) response.removeHeader('Connection');
  if (host.cors && handleCors(host.cors, request, response)) return;
  try {
    await answer(host, request, response);
  } catch (error) {
    const message = `An unhandled exception has occurred while executing the request: ${messageOf(error)}`;
    host.log.write('error', 'Host.General', message);
    if (response.headersSent) response.destroy();
    else {
      if (error instanceof BodyTooLargeError) response.setHeader('Connection', 'close');
      response.setHeader('Server', 'Kestrel');
      sendEmpty(response, 500);
    }
  }
}

async function answer(
  host: ServedHost,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (await answersBefore(host, request, response)) return;
  const isAdmin = isAdminRequest(request);
  if (isAdmin && (await handleAdminRequest(host, request, response))) return;
  if (host.state === 'Starting') await settlesWithin(host.changing, startPatienceMs);
  // What the app does for a request it would do for nobody, and wait for an end that has been.
  if (response.destroyed) return;
  if (host.offlinePage) return sendOfflinePage(host.offlinePage, response);
  const { runtime } = host;
  if (!runtime && !isAdmin) return sendNotRunning(response);
  if (await runtime?.handle(request, response)) return;
  if (isHomepageRequest(request)) return sendHomepage(host, response);
  response.setHeader('Server', 'Kestrel');
  sendEmpty(response, 404);
}

/** Whether built-in authentication has answered: nothing passes before it knows the app's settings. */
async function answersBefore(
  { easyAuth, changing }: ServedHost,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  if (!easyAuth) return false;
  if (!easyAuth.isReady) await settlesWithin(changing, startPatienceMs);
  if (easyAuth.isReady) return (await easyAuth.handle(request, response)) || response.destroyed;
  sendNotRunning(response);
  return true;
}

function sendNotRunning(response: ServerResponse): void {
  response.setHeader('Server', 'Kestrel');
  response.writeHead(503).write('Function host is not running.');
  response.end();
}
