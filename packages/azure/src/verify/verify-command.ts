import { fileURLToPath } from 'node:url';
import { formatError } from '@side-by-side/local-host/errors';
import { defineCommand } from 'citty';
import { exitCodeOf } from '../checks/checks-report.ts';
import {
  openDeployment,
  type OpenDeployment,
  type OpenDeploymentOptions,
} from '../deployment/open-deployment.ts';
import { authModes } from '../server.ts';
import { verifyDeployment } from './verify-deployment.ts';
import { defaultWait, readVerifySettings } from './verify-settings.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url)).replace(/[\\/]$/, '');

/** What the shell expects of a command that Ctrl-C has ended. */
const interruptedCode = 130;

/** What the command needs from outside. */
export interface VerifyParts {
  /** Finds the deployment. @default on Azure, as whoever is signed in */
  readonly open?: (options: OpenDeploymentOptions) => Promise<OpenDeployment>;
}

/** Makes `npm run verify`: what is deployed, looked at from outside and through Azure Resource Manager. */
export function createVerifyCommand({ open = openDeployment }: VerifyParts = {}) {
  return defineCommand({
    meta: {
      name: 'npm run verify',
      description:
        'Checks what is deployed on Azure, and says what is wrong, why, and what mends it. Changes nothing.',
    },
    args: {
      env: {
        type: 'string',
        description: 'The azd environment (default: the one azd would take)',
        valueHint: 'NAME',
      },
      subscription: {
        type: 'string',
        description: 'With --resource-group, in the place of an azd environment',
        valueHint: 'ID',
      },
      'resource-group': { type: 'string', description: 'Where the apps are', valueHint: 'NAME' },
      'extension-app': {
        type: 'string',
        description: 'The name of the extension server’s app; then only named ones are looked at',
        valueHint: 'NAME',
      },
      'self-hosted-app': {
        type: 'string',
        description: 'The name of the self-hosted server’s app',
        valueHint: 'NAME',
      },
      'auth-mode': {
        type: 'enum',
        options: [...authModes],
        description: 'The auth mode that is wanted (default: AUTH_MODE of the environment)',
      },
      wait: {
        type: 'boolean',
        description: 'Wait for what a fresh deployment still mends by itself',
      },
      seconds: {
        type: 'positional',
        required: false,
        description: `Behind --wait: how many seconds at most (${defaultWait})`,
      },
      json: { type: 'boolean', description: 'Print one JSON object' },
    },
    async run({ args }) {
      const interrupted = new AbortController();
      const interrupt = (): void => interrupted.abort(new Error('Interrupted.'));
      // Only the first one: whoever presses it again wants it to end at once.
      process.once('SIGINT', interrupt);
      try {
        const { environmentName, given, waitMs, json } = readVerifySettings(args);
        const report = await verifyDeployment({
          open: (signal) => open({ root, environmentName, given, signal }),
          signal: interrupted.signal,
          waitMs,
          json,
          // Beside the report, which programs read.
          say: (text) => console.error(text),
        });
        process.exitCode = interrupted.signal.aborted ? interruptedCode : exitCodeOf(report);
      } catch (error) {
        console.error(formatError(error));
        process.exitCode = 1;
      } finally {
        process.removeListener('SIGINT', interrupt);
      }
    },
  });
}

/** `npm run verify`. */
export const verifyCommand = createVerifyCommand();
