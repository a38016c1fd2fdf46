import { formatError } from '@side-by-side/local-host';
import { readPort, untilInterrupted } from '@side-by-side/local-host/command';
import { defineCommand } from 'citty';
import { formatBanner } from './banner.ts';
import { ServerRunner } from './server-runner.ts';
import { serverPlans } from './servers.ts';

/** `npm start`: both servers, restarted on change, until Ctrl-C. */
export const startCommand = defineCommand({
  meta: {
    name: 'start',
    description: 'Starts both servers and restarts them when you edit a tool.',
  },
  args: {
    'port-base': {
      type: 'string',
      description:
        'Moves the ports: the extension server has the next one, the self-hosted server the one after',
      default: '7070',
      valueHint: 'N',
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
    const plans = serverPlans(readPort(args['port-base'], '--port-base'));
    const runners = plans.map(
      (plan) =>
        new ServerRunner(plan, { json: args.log === 'json', verbose: args.verbose ?? false }),
    );
    const dispose = (): Promise<unknown> => Promise.all(runners.map((runner) => runner.dispose()));
    let starting = true;
    const interrupted = untilInterrupted().then(() => {
      // Nothing is to be lost yet, and the servers' processes end with this one.
      if (starting) process.exit(130);
    });
    try {
      await startAll(runners);
      if (args.watch) await Promise.all(runners.map((runner) => runner.watch()));
      starting = false;
      if (args.log === 'text') console.log(formatBanner(runners, args.watch));
      await interrupted;
    } catch (error) {
      console.error(formatError(error));
      process.exitCode = 1;
    }
    await dispose();
  },
});

/** Waits for all of them even when one fails, so that none starts after the others were stopped. */
async function startAll(runners: readonly ServerRunner[]): Promise<void> {
  const outcomes = await Promise.allSettled(runners.map((runner) => runner.start()));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
}
