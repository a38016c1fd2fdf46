import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createAzure, signedInClients } from '@side-by-side/azure/rest';
import { formatError, UsageError } from '@side-by-side/local-host/errors';
import { defineCommand } from 'citty';
import { hooks } from './hooks.ts';
import { keepLines } from './keep-lines.ts';
import { readSettings } from './settings.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `node scripts/run.mjs hook NAME`: what azure.yaml has azd run. Not meant to be called by hand. */
export const hookCommand = defineCommand({
  meta: {
    name: 'node scripts/run.mjs hook',
    description: 'Runs a hook of azure.yaml, with the values of an azd environment.',
  },
  args: {
    name: {
      type: 'positional',
      description: Object.keys(hooks).join(', '),
      required: true,
    },
  },
  async run({ args }) {
    try {
      const hook = Object.hasOwn(hooks, args.name) ? hooks[args.name] : undefined;
      if (!hook)
        throw new UsageError(`There is no hook ${args.name}: ${Object.keys(hooks).join(', ')}.`);
      const settings = readSettings(process.env);
      const { arm, graph } = signedInClients({ tenantId: settings.tenantId });
      await hook({
        settings,
        azure: createAzure(arm, graph),
        clock: { now: Date.now, wait: (ms) => wait(ms) },
        // Only one of the hooks needs it, and all that it loads.
        verify: async () =>
          (await import('./verify-deployed.ts')).verifyDeployed(root, settings.environmentName),
        environmentFolder: join(root, '.azure', settings.environmentName || 'default'),
        say: (line) => console.log(line),
        tell: (lines) => {
          const services = settings.services.length;
          const isTerminal = process.stdout.isTTY;
          process.stdout.write(keepLines(lines, { services, isTerminal }));
        },
        warn: (line) => console.warn(`Warning: ${line}`),
      });
    } catch (error) {
      console.error(formatError(error));
      process.exitCode = 1;
    }
  },
});
