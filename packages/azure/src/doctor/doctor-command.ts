import { formatError } from '@side-by-side/local-host/errors';
import { readPortBase } from '@side-by-side/local-host/command-line';
import { defineCommand } from 'citty';
import { exitCodeOf } from '../checks/checks-report.ts';
import { printChecks } from '../checks/print-checks.ts';
import { projectRoot } from '../project-root.ts';
import { doctorChecks } from './doctor-checks.ts';

/** Longer than the programs and requests of one check take at worst, so that each can say itself what was late. */
const patienceMs = 40_000;

/** `npm run doctor`: what this machine, and whoever is signed in, lack for local runs and for `azd up`. */
export const doctorCommand = defineCommand({
  meta: {
    name: 'npm run doctor',
    description: 'Says what this machine and azd lack, and what mends it.',
  },
  args: {
    local: { type: 'boolean', description: 'Ask nothing of Azure' },
    env: {
      type: 'string',
      description: 'The azd environment to look at (default: the one azd would take)',
      valueHint: 'NAME',
    },
    'port-base': {
      type: 'string',
      description: 'The --port-base of npm start, which has the three ports after it',
      default: '7070',
      valueHint: 'N',
    },
    json: { type: 'boolean', description: 'Print one JSON object' },
  },
  async run({ args }) {
    try {
      const checks = doctorChecks({
        root: projectRoot,
        env: process.env,
        portBase: readPortBase(args['port-base']),
        environment: args.env,
        isLocal: args.local ?? false,
      });
      process.exitCode = exitCodeOf(
        await printChecks(checks, { json: args.json ?? false, timeoutMs: patienceMs }),
      );
    } catch (error) {
      console.error(formatError(error));
      process.exitCode = 1;
    }
  },
});
