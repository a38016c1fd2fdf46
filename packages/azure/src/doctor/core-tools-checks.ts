import type { CheckResult } from '../checks/check.ts';
import { failed, hint, ok, skipped } from '../checks/results.ts';
import { isOlder, readVersion, type Version, versionText } from './version.ts';

/** The first version that runs a custom handler with the feature flag of MCP servers. */
export const oldestCoreTools: Version = [4, 5, 0];
const install = 'npm install -g azure-functions-core-tools@4';

/** @param version what `func --version` prints; undefined where there is none */
export function checkCoreTools(version: string | undefined): CheckResult {
  const id = 'core-tools';
  if (version === undefined) {
    return hint(id, 'There is no func on the PATH (optional: npm start -- --host func needs it).', {
      remedy: install,
    });
  }
  const parsed = readVersion(version);
  if (!parsed) {
    return hint(id, 'func does not say its version.', { remedy: install });
  }
  if (isOlder(parsed, oldestCoreTools)) {
    return failed(
      id,
      `func is ${versionText(parsed)}; npm start -- --host func needs ${versionText(oldestCoreTools)} or later.`,
      { remedy: install },
    );
  }
  if (parsed[0] > 4) {
    return hint(id, `func is ${versionText(parsed)}, with which this project was never tried.`, {
      remedy: install,
    });
  }
  return ok(id, `func is ${versionText(parsed)}.`);
}

/** What the extension server keeps its queue in under Core Tools. */
export interface StorageFacts {
  readonly hasCoreTools: boolean;
  /** Whether its ports answer. */
  readonly runs: boolean;
  readonly isInstalled: boolean;
}

export function checkAzurite({ hasCoreTools, runs, isInstalled }: StorageFacts): CheckResult {
  const id = 'azurite';
  if (!hasCoreTools) return skipped(id, 'Azurite is for --host func only.');
  if (runs) return ok(id, 'Azurite answers on ports 10000 and 10001.');
  if (isInstalled) return ok(id, 'azurite is on the PATH; npm start -- --host func starts it.');
  return hint(id, 'There is no Azurite, which --host func needs for the extension server.', {
    remedy: 'npm install -g azurite',
  });
}
