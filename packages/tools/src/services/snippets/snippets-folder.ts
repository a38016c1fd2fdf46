import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where a server on this machine keeps snippets: `SNIPPETS_FOLDER`, or a folder in the user's home. Both
 * servers have to share it, and each runs in a folder of its own, so it cannot depend on the current
 * one; in the home it survives a new clone and a restart, nobody else may write there, and it is in no
 * repository.
 * @throws Error for a relative path, which would be a different folder for each server.
 */
export function snippetsFolder(env: NodeJS.ProcessEnv): string {
  const folder = env['SNIPPETS_FOLDER'];
  if (!folder) return join(homedir(), '.functions-mcp-side-by-side', 'snippets');
  if (!isAbsolute(folder)) {
    throw new Error(
      `SNIPPETS_FOLDER is '${folder}'. It must be an absolute path, as the two servers run in different folders.`,
    );
  }
  return folder;
}
