import { once } from 'node:events';
import { resolve } from 'node:path';
import { defineCommand } from 'citty';
import { UsageError } from './errors.ts';
import { formatError, formatLogEntry, isNoteworthy, logEntryToJson } from './log/log-format.ts';
import { describeEndpoints } from './host/describe-endpoints.ts';
import { startFunctionsHost } from './host/start.ts';
import { watchFolders } from './host/watch.ts';
import { readStartSettings } from './settings/local-settings.ts';

/** That of `func start`. */
const defaultPort = 7071;

/** `npm run host`: the local host on any app folder, until Ctrl-C. */
export const hostCommand = defineCommand({
  meta: { name: 'npm run host', description: 'Runs the local host on any function app.' },
  args: {
    app: {
      type: 'string',
      description: 'The folder of the function app',
      required: true,
      valueHint: 'DIR',
    },
    port: {
      type: 'string',
      description:
        'The port to listen on (default: LocalHttpPort of local.settings.json, else 7071)',
      valueHint: 'N',
    },
    cloud: {
      type: 'boolean',
      description:
        'As on Azure: no local.settings.json, session ids encrypted with WEBSITE_AUTH_ENCRYPTION_KEY (64 hexadecimal digits)',
    },
    inspect: {
      type: 'string',
      description: 'Let a debugger attach on this port',
      valueHint: 'PORT',
    },
    log: {
      type: 'enum',
      options: ['text', 'json'],
      description: 'The form of the log',
      default: 'text',
    },
    verbose: { type: 'boolean', description: 'Log everything the host does' },
    watch: {
      type: 'boolean',
      default: true,
      negativeDescription: "Do not restart when the app's files change",
      description: "Restart when the app's files change, built ones too",
    },
  },
  async run({ args }) {
    const untilInterrupted = heedInterruption();
    const isText = args.log === 'text';
    try {
      // The bootstrap runs commands at the root, and says in INIT_CWD where the user stands.
      const appRoot = resolve(process.env['INIT_CWD'] ?? process.cwd(), args.app);
      const host = await startFunctionsHost({
        appRoot,
        port:
          args.port === undefined
            ? ((await readStartSettings(appRoot)).port ?? defaultPort)
            : readPort(args.port, '--port'),
        cloud: args.cloud ?? false,
        ...(args.inspect !== undefined && { inspectPort: readPort(args.inspect, '--inspect') }),
        onLog: (entry) => {
          if (!isText) console.log(logEntryToJson(entry));
          else if (args.verbose || isNoteworthy(entry)) console.log(formatLogEntry(entry));
        },
      });
      const show = (): void => {
        if (isText) console.log(describeEndpoints(host));
      };
      show();
      const restart = (): Promise<void> =>
        host.restart().then(show, (error: unknown) => console.error(formatError(error)));
      const stopWatching = args.watch
        ? watchFolders([host.appRoot], restart, { built: true })
        : () => {};
      await untilInterrupted();
      stopWatching();
      await host.dispose();
    } catch (error) {
      console.error(formatError(error));
      process.exitCode = 1;
    }
  },
});

/** A port number from the command line. @throws UsageError that names the option. */
export function readPort(text: string, option: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new UsageError(`${option}: '${text}' is no port number.`);
  return port;
}

/**
 * Heeds Ctrl-C and requests to end from now on. Returns the function that waits for one, so that what runs can
 * be stopped in order; until that is called they end the process at once, and with it all that it has started.
 * A second Ctrl-C always does.
 */
export function heedInterruption(): () => Promise<void> {
  let isWaiting = false;
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal));
  const interrupted = Promise.race(signals).then(([, signal]) => {
    // Without a handler a signal would end the process before its 'exit', on which its children are killed.
    if (!isWaiting) process.exit(128 + signal);
    process.once('SIGINT', () => process.exit(130));
  });
  return () => {
    isWaiting = true;
    return interrupted;
  };
}
