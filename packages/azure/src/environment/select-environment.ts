import { UsageError } from '@side-by-side/local-host/errors';
import { azdDefaultEnvironment, azdEnvironmentNames } from './azd-files.ts';

/** An azd environment, and in a few words why it is that one. */
export interface SelectedEnvironment {
  readonly name: string;
  readonly because: string;
}

/**
 * Which azd environment of the project at `root` is meant: the one that `name` names, else `AZURE_ENV_NAME`, else the
 * one that azd takes by default, else the only one that there is. Whether it exists is not looked at.
 * @throws UsageError that names the environments that there are.
 */
export async function selectEnvironment(
  root: string,
  name: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<SelectedEnvironment> {
  if (name !== undefined) return { name, because: 'as --env says' };
  const variable = env['AZURE_ENV_NAME']?.trim();
  if (variable) return { name: variable, because: 'as AZURE_ENV_NAME says' };
  const chosen = await azdDefaultEnvironment(root);
  if (chosen) return { name: chosen, because: 'the default one of .azure/config.json' };
  const names = await azdEnvironmentNames(root);
  const [only] = names;
  if (only !== undefined && names.length === 1) return { name: only, because: 'the only one' };
  throw new UsageError(
    names.length
      ? `Which azd environment? There are: ${names.join(', ')}. Say --env NAME, or: azd env select NAME`
      : 'There is no azd environment here. azd up makes one and deploys to it; --subscription and --resource-group name a deployment without one.',
  );
}
