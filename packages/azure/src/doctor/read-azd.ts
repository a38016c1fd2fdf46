import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  azdDefaultEnvironment,
  azdEnvironmentNames,
  readAzdValues,
} from '../environment/azd-files.ts';
import { outputOf, versionOf } from '../programs/run-program.ts';
import type { EnvironmentFacts, SignInFacts } from './azd-checks.ts';

import type { Place } from './read-machine.ts';
import type { ReadSetting } from './settings-check.ts';

/** Whatever azd does for the doctor must not ask, nor look for newer versions. */
function quiet(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, AZD_SKIP_UPDATE_CHECK: 'true', AZURE_DEV_COLLECT_TELEMETRY: 'no' };
}

export async function readAzdVersion({ env }: Place): Promise<string | undefined> {
  return versionOf('azd', ['version', '--no-prompt'], { env: quiet(env), timeoutMs: 10_000 });
}

/**
 * Whether azd is signed in, as far as it says so in time.
 * @see Azure/azure-dev:cli/azd/cmd/auth_login.go: the exit code is 0 in either case
 */
export async function readSignIn({ env }: Place): Promise<SignInFacts['azd']> {
  const output = await outputOf(
    'azd',
    ['auth', 'login', '--check-status', '--no-prompt', '--output', 'json'],
    { env: quiet(env), timeoutMs: 15_000 },
  );
  try {
    const { status } = JSON.parse(output ?? '') as { status?: unknown };
    if (status === 'success') return 'signed-in';
    return status === 'unauthenticated' ? 'signed-out' : undefined;
  } catch {
    return undefined;
  }
}

/** An azd environment and what it says. */
export interface AzdEnvironment {
  readonly facts: EnvironmentFacts;
  readonly read: ReadSetting;
  readonly subscription: { readonly id: string; readonly from: string } | undefined;
  /** The tenant of the subscription, as the last provisioning of the environment found it. */
  readonly tenantId: string | undefined;
}

/**
 * Reads the environment that azd would take: the given one, that of the shell, or the default. What it does not
 * set, azd takes from the shell, and proposes the subscription of its own configuration; not so the region, for which
 * the template has a proposal.
 * @see Azure/azure-dev: cli/azd/pkg/azureutil/location.go (PromptLocationWithFilter)
 */
export async function readAzdEnvironment(
  { root, env }: Place,
  given: string | undefined,
): Promise<AzdEnvironment> {
  const home = env['AZD_CONFIG_DIR'] || join(env['HOME'] || homedir(), '.azd');
  const [defaultName, names, userConfig] = await Promise.all([
    azdDefaultEnvironment(root),
    azdEnvironmentNames(root),
    readJson(join(home, 'config.json')),
  ]);
  const candidates = [
    ['option', given],
    ['shell', env['AZURE_ENV_NAME']],
    ['default', defaultName],
  ] as const;
  const [because, name] = candidates.find(([, value]) => value) ?? [undefined, undefined];
  const values = name === undefined ? undefined : await readAzdValues(root, name);

  const defaults = userConfig['defaults'] as Record<string, unknown> | undefined;
  const fromAzd: Record<string, string | undefined> = {
    AZURE_SUBSCRIPTION_ID: textIn(defaults, 'subscription'),
  };
  const sources = [
    [`environment ${name}`, values ?? {}],
    ['AZURE_SUBSCRIPTION_ID of the shell', env],
    ['the default of azd', fromAzd],
  ] as const;
  const said = (setting: string): { from: string; value: string } | undefined => {
    for (const [from, source] of sources) {
      const value = source[setting];
      // As it is: azd would not take away white space either, but drop the setting.
      if (value?.trim()) return { from, value };
    }
    return undefined;
  };
  const subscription = said('AZURE_SUBSCRIPTION_ID');
  return {
    facts: { name, because, exists: values !== undefined, names: names.toSorted() },
    read: (setting) => said(setting)?.value,
    subscription: subscription && { id: subscription.value.trim(), from: subscription.from },
    tenantId: values?.['AZURE_TENANT_ID']?.trim() || undefined,
  };
}

/** An empty object for what is not there or cannot be read. */
async function readJson(file: string): Promise<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function textIn(object: Record<string, unknown> | undefined, name: string): string | undefined {
  const value = object?.[name];
  return typeof value === 'string' ? value : undefined;
}
