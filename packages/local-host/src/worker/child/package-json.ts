import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SystemError, toError } from './errors.ts';

/** What decides which files are loaded, and how. A member that is no text counts as absent. */
export interface PackageJson {
  main?: string;
  type?: string;
}

/**
 * Reads the app's package.json.
 * Throws, with the real worker's words, when there is none, or what it holds is no JSON object.
 * @see Azure/azure-functions-nodejs-worker:src/parsers/parsePackageJson.ts
 */
export function readPackageJson(appRoot: string): PackageJson {
  const file = join(appRoot, 'package.json');
  if (!existsSync(file)) throw new SystemError('file does not exist');
  const json = parse(file);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new SystemError('file content is not an object');
  }
  const { main, type } = json as Record<string, unknown>;
  return {
    ...(typeof main === 'string' && { main }),
    ...(typeof type === 'string' && { type }),
  };
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new SystemError(`file content is not valid JSON: ${file}: ${toError(error).message}`);
  }
}
