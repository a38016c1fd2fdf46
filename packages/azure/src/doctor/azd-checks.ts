import type { CheckResult } from '../checks/check.ts';
import { failed, hint, ok, skipped } from '../checks/results.ts';
import { isOlder, readVersion, versionText } from './version.ts';

export interface AzdFacts {
  /** What `azd version` prints; undefined where there is no azd. */
  readonly version: string | undefined;
  /** `requiredVersions.azd` of azure.yaml. */
  readonly required: string | undefined;
}

const install = 'https://aka.ms/azd-install';

export function checkAzd({ version, required }: AzdFacts): CheckResult {
  const id = 'azd';
  if (version === undefined) {
    return hint(id, 'There is no azd on the PATH, which `azd up` needs. Local runs do without.', {
      remedy: install,
    });
  }
  const found = readVersion(version);
  if (!found) {
    return hint(id, 'azd does not say its version.', { remedy: install });
  }
  const range = /^>=\s*v?([\d.]+)$/.exec(required?.trim() ?? '');
  const oldest = range && readVersion(range[1]!);
  if (required && !oldest) {
    return hint(id, `azd is ${versionText(found)}; azure.yaml asks for '${required}'.`, {
      remedy: `Write it as '>= ${versionText(found)}' there (requiredVersions.azd).`,
    });
  }
  if (oldest && isOlder(found, oldest)) {
    return failed(id, `azd is ${versionText(found)}; azure.yaml asks for ${required}.`, {
      remedy: install,
    });
  }
  return ok(id, `azd is ${versionText(found)}.`);
}

/**
 * Whether azd can run the hooks. On Windows it takes Windows PowerShell where there is no `pwsh`, and that runs no
 * scripts unless its execution policy was changed. No line where all is well: the hooks' shell is there elsewhere.
 * @see Azure/azure-dev: cli/azd/pkg/tools/powershell/powershell.go (resolvePowerShell)
 */
export function checkHookShell(facts: {
  readonly hasAzd: boolean;
  readonly isWindows: boolean;
  readonly hasPowerShell7: boolean;
}): readonly CheckResult[] {
  const { hasAzd, isWindows, hasPowerShell7 } = facts;
  if (!hasAzd || !isWindows || hasPowerShell7) return [];
  return [
    hint('azd.hooks', 'There is no pwsh on the PATH, in which azd runs the hooks on Windows.', {
      remedy: 'winget install --id Microsoft.PowerShell',
    }),
  ];
}

/** Who is signed in, as `azd auth login --check-status` says it. */
export interface SignInFacts {
  readonly hasAzd: boolean;
  /** undefined: azd did not say, or not in time. */
  readonly azd: 'signed-in' | 'signed-out' | undefined;
  /** Whether a token can be had, from azd or from the Azure CLI. */
  readonly hasToken: boolean;
}

/** No line without azd: the line above says that it is missing. */
export function checkSignIn({ hasAzd, azd, hasToken }: SignInFacts): readonly CheckResult[] {
  const id = 'azd.sign-in';
  if (!hasAzd) return [];
  if (azd === 'signed-in' && hasToken) return [ok(id, 'azd is signed in.')];
  if (azd === 'signed-in') {
    return [
      failed(id, 'azd says that it is signed in, but gives no token.', {
        remedy: 'azd auth logout, then: azd auth login',
      }),
    ];
  }
  if (azd === undefined) {
    return [
      hint(id, 'azd did not say whether it is signed in.', {
        remedy: 'azd auth login --check-status',
      }),
    ];
  }
  return [
    hint(id, `Nobody is signed in to azd${hasToken ? ', only to the Azure CLI' : ''}.`, {
      remedy: hasToken
        ? 'azd auth login, or let it use the other: azd config set auth.useAzCliAuth true'
        : 'azd auth login',
    }),
  ];
}

/** Which azd environment there is, and why it is that one. */
export interface EnvironmentFacts {
  readonly name: string | undefined;
  readonly because: 'option' | 'shell' | 'default' | undefined;
  /** Whether `.azure/NAME/.env` is there. */
  readonly exists: boolean;
  /** All that there are. */
  readonly names: readonly string[];
}

export function checkEnvironment({ name, because, exists, names }: EnvironmentFacts): CheckResult {
  const id = 'azd.environment';
  const others = names.length > 0 ? `There are: ${names.join(', ')}.` : 'There are none.';
  if (name === undefined) {
    return skipped(id, `No azd environment is chosen: azd up makes one. ${others}`);
  }
  const chosen = {
    option: 'which --env names',
    shell: 'which AZURE_ENV_NAME of the shell names',
    default: 'the default one',
  }[because ?? 'default'];
  if (exists) return ok(id, `The azd environment is ${name}, ${chosen}.`);
  return failed(id, `There is no azd environment '${name}', ${chosen}. ${others}`, {
    remedy: names[0] ? `azd env select ${names[0]}` : 'azd env new NAME',
  });
}

/** @param id of the subscription that azd will use, and where that stands */
export function checkSubscription(
  subscription: { readonly id: string; readonly from: string } | undefined,
): CheckResult {
  const id = 'azd.subscription';
  if (subscription) {
    return ok(id, `The subscription is ${subscription.id} (${subscription.from}).`);
  }
  return skipped(id, 'No subscription is chosen: azd up asks.');
}
