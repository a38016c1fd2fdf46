import { basename, resolve } from 'node:path';
import { defineCommand } from 'citty';
import { authArguments, describeGuard, readAuthArguments } from './auth-arguments.ts';
import { heedInterruption } from './command-line.ts';
import { UsageError } from './errors.ts';
import { formatError, formatLogEntry, isNoteworthy, logEntryToJson } from './log/log-format.ts';
import { describeEndpoints } from './host/describe-endpoints.ts';
import { startFunctionsHost } from './host/start.ts';
import { watchFolders } from './host/watch.ts';
import { type Guards, openGuards } from './platform/open-guards.ts';
import { readPort } from './read-port.ts';
import { readStartSettings } from './settings/local-settings.ts';
import { userFolder } from './user-folder.ts';

export { authArguments, readAuthArguments } from './auth-arguments.ts';

/** That of `func start`. */
const defaultPort = 7071;
/** From the app's port to that of our identity provider: 7071 and 7073. */
const providerDistance = 2;

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
    ...authArguments,
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
    let guards: Guards | undefined;
    try {
      const appRoot = resolve(userFolder(), args.app);
      const port =
        args.port === undefined
          ? ((await readStartSettings(appRoot)).port ?? defaultPort)
          : readPort(args.port, '--port');
      if (port === 0 && args.auth === 'entra')
        throw new UsageError('--auth entra sends browsers back to a port: give --port N.');
      const guardsOptions = await readAuthArguments(args, {
        apps: [port],
        provider: port + providerDistance,
      });
      guards = await openGuards(guardsOptions);
      const url = `http://localhost:${port}`;
      const guard = guards.of({ name: basename(appRoot), appRoot, url });
      const howToGetIn = describeGuard(guard);
      const host = await startFunctionsHost({
        appRoot,
        port,
        ...guard.host,
        env: { ...process.env, ...guard.env },
        cloud: args.cloud ?? false,
        ...(args.inspect !== undefined && { inspectPort: readPort(args.inspect, '--inspect') }),
        onLog: (entry) => {
          if (!isText) console.log(logEntryToJson(entry));
          else if (args.verbose || isNoteworthy(entry)) console.log(formatLogEntry(entry));
        },
      });
      const show = (): void => {
        if (isText) console.log(describeEndpoints(host, howToGetIn));
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
    await guards?.dispose();
  },
});
