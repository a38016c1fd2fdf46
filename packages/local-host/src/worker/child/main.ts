/*
 * The worker: a process that hosts an app as the Azure Functions Node.js worker does.
 * It is forked by WorkerChannel, which it talks to over the IPC channel.
 */
import { compileCacheFolder } from '../compile-cache.ts';
import type { HostMessage, WorkerMessage } from '../protocol.ts';
import { handleMessage } from './answer.ts';
import { createApp, type Worker } from './app.ts';
import { installCoreModule } from './core-module.ts';
import { exitOnUncaught } from './uncaught.ts';

const send = process.send!.bind(process);
// In Azure there is no IPC channel: an app must not take this process for one that it forked itself.
Object.assign(process, { send: undefined });
// Ours, not the app's: read by Node before the first module was loaded.
if (process.env['NODE_COMPILE_CACHE'] === compileCacheFolder) {
  delete process.env['NODE_COMPILE_CACHE'];
}

const worker: Worker = {
  app: createApp(),
  hostVersion: undefined,
  // A host that is gone needs no message; `disconnect` ends this process.
  send: (message: WorkerMessage) => void send(message, undefined, undefined, () => {}),
};

exitOnUncaught();
installCoreModule(worker);
// Ctrl-C in a terminal, and its end, reach all of its processes: the host lets calls under way finish, then ends us.
process.on('SIGINT', () => {});
process.on('SIGHUP', () => {});
process.on('disconnect', () => process.exit(0));
process.on('message', (message) => void handleMessage(worker, message as HostMessage));
