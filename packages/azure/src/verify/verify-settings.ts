import { UsageError } from '@side-by-side/local-host/errors';
import type { GivenNames } from '../deployment/deployment-target.ts';

/** What `npm run verify` is asked for. */
export interface VerifySettings {
  readonly environmentName: string | undefined;
  readonly given: GivenNames;
  /** 0: look once. */
  readonly waitMs: number;
  readonly json: boolean;
}

/** The options as the command line has them. */
export interface VerifyArguments {
  readonly env?: string | undefined;
  readonly subscription?: string | undefined;
  readonly 'resource-group'?: string | undefined;
  readonly 'extension-app'?: string | undefined;
  readonly 'self-hosted-app'?: string | undefined;
  readonly 'auth-mode'?: string | undefined;
  readonly wait?: boolean | undefined;
  /** The number behind `--wait`, which may stand alone. */
  readonly seconds?: string | undefined;
  readonly json?: boolean | undefined;
}

/** As long as a first deployment takes to come up, in s. */
export const defaultWait = 300;
const longestWait = 3_600;

/** @throws UsageError for what cannot be meant */
export function readVerifySettings(args: VerifyArguments): VerifySettings {
  const text = (name: keyof VerifyArguments): string | undefined => {
    const value = args[name];
    if (value === '') throw new UsageError(`--${name} needs a value.`);
    return typeof value === 'string' ? value : undefined;
  };
  const extensionApp = text('extension-app');
  const selfHostedApp = text('self-hosted-app');
  const subscriptionId = text('subscription');
  const resourceGroup = text('resource-group');
  const environmentName = text('env');
  if (environmentName === undefined && Boolean(subscriptionId) !== Boolean(resourceGroup)) {
    throw new UsageError('Give both, --subscription ID and --resource-group NAME, or neither.');
  }
  return {
    environmentName,
    given: {
      subscriptionId,
      resourceGroup,
      ...((extensionApp || selfHostedApp) && {
        apps: {
          ...(extensionApp && { 'extension-server': extensionApp }),
          ...(selfHostedApp && { 'self-hosted-server': selfHostedApp }),
        },
      }),
      authMode: text('auth-mode'),
    },
    waitMs: readWait(args) * 1000,
    json: args.json ?? false,
  };
}

function readWait({ wait = false, seconds }: VerifyArguments): number {
  if (seconds === undefined) return wait ? defaultWait : 0;
  if (!wait) throw new UsageError(`What is ${seconds}? A time to wait is --wait SECONDS.`);
  const count = Number(seconds);
  if (/^\d+$/.test(seconds) && count >= 1 && count <= longestWait) return count;
  throw new UsageError(
    `--wait: '${seconds}' must be 1 to ${longestWait} seconds; without a number it is ${defaultWait}.`,
  );
}
