import { openGuards } from '@side-by-side/local-host';
import { formatError, UsageError } from '@side-by-side/local-host/errors';
import { authArguments, readAuthArguments } from '@side-by-side/local-host/command';
import { heedInterruption, readPortBase } from '@side-by-side/local-host/command-line';
import { defineCommand } from 'citty';
import { bannerAsJson, formatBanner } from './banner.ts';
import { requireCoreTools, requireStorage } from './core-tools.ts';
import { CoreToolsRunner } from './core-tools-runner.ts';
import { gateOf } from './gate.ts';
import { LocalHostRunner } from './local-host-runner.ts';
import type { Runner } from './runner.ts';
import { serverPlans } from './servers.ts';

/** `npm start`: both servers, restarted on change, until Ctrl-C. */
export const startCommand = defineCommand({
  meta: {
    name: 'npm start',
    description: 'Starts both servers and restarts them when you edit a tool.',
  },
  args: {
    'port-base': {
      type: 'string',
      description:
        'Moves the ports: the extension server has the next one, the self-hosted server the one after, the identity provider the third',
      default: '7070',
      valueHint: 'N',
    },
    host: {
      type: 'enum',
      options: ['local', 'func'],
      description: 'The local host, or the real Azure Functions Core Tools',
      default: 'local',
    },
    ...authArguments,
    inspect: {
      type: 'boolean',
      description: 'Let debuggers attach: on 9229 (extension) and 9230 (self-hosted)',
    },
    log: {
      type: 'enum',
      options: ['text', 'json'],
      description: 'The form of the log',
      default: 'text',
    },
    verbose: { type: 'boolean', description: 'Log everything the host does' },
    watch: { type: 'boolean', description: 'Restart on change', default: true },
  },
  async run({ args }) {
    const untilInterrupted = heedInterruption();
    const toStop: { stop(): Promise<void> }[] = [];
    try {
      const portBase = readPortBase(args['port-base']);
      const plans = serverPlans(portBase);
      const underCoreTools = args.host === 'func';
      if (underCoreTools) {
        if (args.auth !== 'anonymous')
          throw new UsageError('--auth is for the local host: the Core Tools let everybody in.');
        await requireCoreTools();
        const storage = await requireStorage();
        if (storage) toStop.push(storage);
      }
      const guardsOptions = await readAuthArguments(args, {
        apps: plans.map(({ port }) => port),
        provider: portBase + 3,
      });
      const guards = await openGuards(guardsOptions);
      toStop.push({ stop: () => guards.dispose() });
      const gates = await Promise.all(plans.map((plan) => gateOf(plan, args.auth, guards)));
      const local = {
        json: args.log === 'json',
        verbose: args.verbose ?? false,
        watch: args.watch,
        inspect: args.inspect ?? false,
      };
      const runners: Runner[] = plans.map((plan, i) =>
        underCoreTools ? new CoreToolsRunner(plan) : new LocalHostRunner(plan, gates[i]!, local),
      );
      toStop.push(...runners.map((runner) => ({ stop: () => runner.dispose() })));
      await startAll(runners);
      if (args.log === 'text') {
        const howToGetIn = gates.map((gate) => gate.howToGetIn);
        console.log(formatBanner(runners, { host: args.host, watching: args.watch, howToGetIn }));
      } else {
        console.log(bannerAsJson(runners));
      }
      await untilInterrupted();
    } catch (error) {
      console.error(formatError(error));
      process.exitCode = 1;
    }
    await Promise.all(toStop.map((part) => part.stop()));
  },
});

/** Waits for all of them even when one fails, so that none starts after the others were stopped. */
async function startAll(runners: readonly Runner[]): Promise<void> {
  const outcomes = await Promise.allSettled(runners.map((runner) => runner.start()));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
}
