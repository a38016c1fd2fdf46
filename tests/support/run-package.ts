import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useCli } from './start-process.ts';

/** The environment without what decides the auth mode, wherever this runs. */
const undecided = { AUTH_MODE: '', AZURE_ENV_NAME: '' };

/** Runs `npm run package` without the bootstrap in `project`, with nothing decided but what `env` decides. */
export async function runPackage(
  project: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
) {
  const cli = useCli(project, ['package', ...args], { ...undecided, ...env });
  const { code } = await cli.ended;
  return { code, output: cli.output() };
}

/** The level that an extension server's host.json has. */
export async function levelIn(project: string): Promise<unknown> {
  const file = join(project, 'apps/extension-server/deploy/host.json');
  const { extensions } = JSON.parse(await readFile(file, 'utf8')) as {
    extensions: { mcp: { system: { webhookAuthorizationLevel: string } } };
  };
  return extensions.mcp.system.webhookAuthorizationLevel;
}
