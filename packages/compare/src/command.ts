import { formatError, UsageError } from '@side-by-side/local-host/errors';
import { heedInterruption, userFolder } from '@side-by-side/local-host/command-line';
import { defineCommand } from 'citty';
import { compare, type CompareParts } from './run/compare.ts';
import { defaultThreshold, readSettings } from './run/settings.ts';

export type { CompareParts } from './run/compare.ts';
export type { Access, DeployedServer, FindDeployed, ReadMeters } from './servers/deployed.ts';

/** How the command ends. */
const exitCodes = { failed: 1, usage: 2, interrupted: 130 };

/** `npm run compare`: what two servers can do and cost, one held against the other. */
export function createCompareCommand(parts: CompareParts) {
  return defineCommand({
    meta: {
      name: 'npm run compare',
      description:
        'Compares both hosting modes by probes and measurements: the local servers, those of an azd environment, or any two endpoints. Writes report.json, report.md and index.html.',
    },
    args: {
      url: {
        type: 'string',
        description:
          'An MCP endpoint (Streamable HTTP); give it twice. Keys come from COMPARE_KEY_1 and COMPARE_KEY_2, bearer tokens from COMPARE_TOKEN_1 and COMPARE_TOKEN_2, or you are asked',
        valueHint: 'URL',
      },
      env: {
        type: 'string',
        description:
          'The servers that this azd environment has on Azure, with their keys or tokens as far as whoever is signed in may have them',
        valueHint: 'NAME',
      },
      quick: { type: 'boolean', description: 'Half a minute, for a first impression' },
      full: { type: 'boolean', description: 'About five minutes, for figures to quote' },
      tool: {
        type: 'string',
        description:
          'A tool of both servers that may be called without arguments, over and over; otherwise only what calls itself harmless is',
        valueHint: 'NAME',
      },
      'calls-per-month': {
        type: 'string',
        description: 'Your load, for the cost (default: 1000000)',
        valueHint: 'N',
      },
      'seconds-per-call': {
        type: 'string',
        description: 'How long a call takes (default: 0.05)',
        valueHint: 'N',
      },
      'memory-mb': {
        type: 'string',
        description: 'Memory of an instance: 512, 2048 or 4096 (default: 2048)',
        valueHint: 'N',
      },
      'always-ready': {
        type: 'string',
        description: 'Always-ready instances (default: 0)',
        valueHint: 'N',
      },
      prices: {
        type: 'string',
        description: 'Prices as JSON, instead of packages/compare/src/cost/flex-prices.json',
        valueHint: 'FILE',
      },
      out: {
        type: 'string',
        description: 'The folder for the report (default: reports/compare)',
        valueHint: 'DIR',
      },
      baseline: {
        type: 'string',
        description: 'The report.json of an earlier run: fail when something is worse',
        valueHint: 'FILE',
      },
      threshold: {
        type: 'string',
        description: `How much of a ratio may be lost against the baseline (default: ${defaultThreshold})`,
        valueHint: 'N',
      },
      json: { type: 'boolean', description: 'Print report.json instead of a summary' },
    },
    async run({ args, rawArgs }) {
      const untilInterrupted = heedInterruption();
      const controller = new AbortController();
      void untilInterrupted().then(() => controller.abort(new Error('It was interrupted.')));
      try {
        const folder = userFolder();
        const settings = await readSettings(args, rawArgs, folder);
        const { signal } = controller;
        const options = { ...parts, asJson: args.json ?? false, userFolder: folder, signal };
        if (!(await compare(settings, options))) process.exitCode = exitCodes.failed;
      } catch (error) {
        const { aborted } = controller.signal;
        console.error(
          aborted ? 'Interrupted before there was anything to write.' : formatError(error),
        );
        process.exitCode = error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
      }
      if (controller.signal.aborted) process.exitCode = exitCodes.interrupted;
      // The listeners for signals would keep the process.
      process.exit();
    },
  });
}
