import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

/** What azure.yaml says of a service, as far as it decides what is uploaded. */
export interface AzdService {
  readonly project: string;
  readonly dist?: string;
  readonly host: string;
  readonly language: string;
  readonly remoteBuild?: boolean;
}

/** The services of the azure.yaml in `root`, by name. */
export function azdServices(root: string): Readonly<Record<string, AzdService>> {
  const text = readFileSync(join(root, 'azure.yaml'), 'utf8');
  return (parse(text) as { services: Record<string, AzdService> }).services;
}

/** The folder that azd zips for a service of the project at `root`. @see Azure/azure-dev:cli/azd/pkg/project/framework_service_node.go */
export function azdPackageFolder(root: string, { project, dist = '' }: AzdService): string {
  return resolve(root, project, dist);
}

/**
 * The files that azd puts into the zip of a function app, with `/` between folders, in the zip's order.
 * Follows links, as azd does.
 * @throws Error where a .funcignore would decide, whose patterns are not understood here
 * @see Azure/azure-dev:cli/azd/pkg/project/project_utils.go, cli/azd/pkg/rzip/rzip.go
 */
export function azdUpload(
  folder: string,
  { host, language, remoteBuild }: Omit<AzdService, 'project'>,
): string[] {
  if (host !== 'function') throw new Error(`No function app: ${host}`);
  if (existsSync(join(folder, '.funcignore'))) throw new Error('A .funcignore would decide.');
  const isNode = language === 'js' || language === 'ts';
  const isIncluded = (name: string, isFolder: boolean): boolean => {
    if (isFolder) {
      return name !== '.azure' && !(name === 'node_modules' && isNode && remoteBuild !== false);
    }
    return name !== '.funcignore' && name !== 'local.settings.json';
  };

  const list = (place: string, prefix: string, links: number): string[] => {
    // As many as azd follows.
    if (links > 40) return [];
    return readdirSync(place)
      .toSorted()
      .flatMap((name) => {
        const path = join(place, name);
        const isFolder = statSync(path).isDirectory();
        if (!isIncluded(name, isFolder)) return [];
        const isLink = lstatSync(path).isSymbolicLink();
        return isFolder ? list(path, `${prefix}${name}/`, links + Number(isLink)) : [prefix + name];
      });
  };
  return list(folder, '', 0);
}
