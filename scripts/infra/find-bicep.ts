import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The Bicep CLI of this machine: named by `BICEP_PATH`, on the PATH, or fetched by azd or the Azure CLI. */
export async function findBicep(
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'bicep.exe' : 'bicep';
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter(Boolean);
  const candidates = [
    ...(env['BICEP_PATH'] ? [env['BICEP_PATH']] : []),
    ...[...folders, join(home, '.azd', 'bin'), join(home, '.azure', 'bin')].map((folder) =>
      join(folder, name),
    ),
  ];
  for (const candidate of candidates) {
    const isThere = await access(candidate).then(
      () => true,
      () => false,
    );
    if (isThere) return candidate;
  }
  return undefined;
}
