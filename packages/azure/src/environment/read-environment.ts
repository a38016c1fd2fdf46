import { azdProgram } from './azd-program.ts';
import { isEnvironmentName, noSuchEnvironment, readAzdValues } from './azd-files.ts';
import type { RunProgram } from '../programs/run-program.ts';
import { selectEnvironment } from './select-environment.ts';

/** An azd environment with its values. They can hold secrets that somebody put there: never print them. */
export interface AzdEnvironment {
  readonly name: string;
  /** In a few words why it is this one. */
  readonly because: string;
  /** What azd would take for each variable: what it keeps for the environment, and else what the process has. */
  readonly values: NodeJS.ProcessEnv;
  /** Who gave the values: azd, its file, or the process that azd started. */
  readonly source: 'azd' | 'file' | 'process';
  /** What azd finds on Azure for each service. Asks azd when it is called, and only then. */
  readonly resourceIds: () => Promise<Readonly<Record<string, readonly string[]>>>;
}

export interface EnvironmentOptions {
  /** The folder of azure.yaml. */
  readonly root: string;
  /** What `--env` says. */
  readonly name?: string | undefined;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  readonly run?: RunProgram;
}

/**
 * Finds the azd environment and its values: from azd, else from its file. What neither has, such as the settings of a
 * pipeline, is taken from the process, as azd does; `azd env get-values` does not say it.
 * @throws UsageError that names the environments that there are.
 * @see Azure/azure-dev: cli/azd/pkg/environment/environment.go (LookupEnv), cli/azd/cmd/env.go (envGetValuesAction)
 */
export async function readEnvironment(options: EnvironmentOptions): Promise<AzdEnvironment> {
  const { root, env = process.env } = options;
  const { name, because } = await selectEnvironment(root, options.name, env);
  // No such name is handed to azd, which on Windows may be started by a shell.
  if (!isEnvironmentName(name)) throw await noSuchEnvironment(root, name);
  const azd = azdProgram(root, name, options.run);
  const processName = env['AZURE_ENV_NAME']?.trim() || undefined;
  // The values of a process belong to the environment that it names, not to another that --env asks for.
  const ofProcess = processName === undefined || processName === name ? env : {};
  const found = (values: NodeJS.ProcessEnv, source: AzdEnvironment['source']): AzdEnvironment => ({
    name,
    because,
    values: { ...ofProcess, ...values, AZURE_ENV_NAME: name },
    source,
    resourceIds: async () => azd.resourceIds(),
  });
  const asked = await azd.values();
  if (asked) return found(asked, 'azd');
  const kept = await readAzdValues(root, name);
  if (kept) return found(kept, 'file');
  if (processName === name) return found({}, 'process');
  throw await noSuchEnvironment(root, name);
}
