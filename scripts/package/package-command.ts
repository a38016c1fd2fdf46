import { fileURLToPath } from 'node:url';
import { type AuthMode, decideAuthMode, readAzdEnvironment } from '@side-by-side/azure';
import { formatError } from '@side-by-side/local-host/errors';
import { defineCommand } from 'citty';
import { appNamed, type PackagedApp } from './apps.ts';
import { packageApp } from './package-app.ts';
import { packageBoth } from './package-both.ts';
import { describePackage } from './report.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** `npm run package`: the folders that are uploaded to Azure. */
export const packageCommand = defineCommand({
  meta: {
    name: 'npm run package',
    description:
      'Writes the deploy folders, apps/*/deploy: each app in one bundle, with the auth mode that AUTH_MODE says.',
  },
  args: {
    app: {
      type: 'positional',
      required: false,
      description: 'extension-server or self-hosted-server; both by default',
      valueHint: 'APP',
    },
    env: {
      type: 'string',
      description: 'The azd environment whose AUTH_MODE counts',
      valueHint: 'NAME',
    },
  },
  async run({ args }) {
    try {
      const app = args.app === undefined ? undefined : appNamed(args.app);
      const env = args.env === undefined ? process.env : await readAzdEnvironment(root, args.env);
      const { authMode, because } = decideAuthMode(env);
      // As one of both, the line stands above already.
      if (process.env['TURBO_HASH'] === undefined) {
        console.log(`Auth mode ${authMode}: ${because}.`);
      }
      await (app ? packageOne(app, authMode) : packageBoth(root, authMode));
    } catch (error) {
      console.error(formatError(error));
      process.exitCode = 1;
    }
  },
});

async function packageOne(app: PackagedApp, authMode: AuthMode): Promise<void> {
  const { chunks } = await packageApp(root, app, authMode);
  console.log(describePackage(app, chunks));
}
