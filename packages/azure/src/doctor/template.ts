import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the project says of itself that a machine, or a subscription, must live up to. */
export interface Template {
  /** The pnpm of package.json#packageManager. */
  readonly pnpm: string;
  /** `requiredVersions.azd` of azure.yaml, such as `>= 1.25.0`. */
  readonly azd: string | undefined;
  /** Regions that main.bicep takes. */
  readonly regions: readonly string[];
  /** Versions of Node.js on Azure that main.bicep takes, and its default. */
  readonly nodeVersions: readonly string[];
  readonly nodeVersion: string;
}

/** Reads it from the files of the project at `root`. */
export async function readTemplate(root: string): Promise<Template> {
  const read = (...path: string[]): Promise<string> => readFile(join(root, ...path), 'utf8');
  const [manifest, azureYaml, bicep] = await Promise.all([
    read('package.json'),
    read('azure.yaml'),
    read('infra', 'main.bicep'),
  ]);
  const { packageManager = '' } = JSON.parse(manifest) as { packageManager?: string };
  return {
    pnpm: /^pnpm@([^+]+)/.exec(packageManager)?.[1] ?? '',
    azd: requiredAzd(azureYaml),
    regions: allowedValues(bicep, 'location'),
    nodeVersions: allowedValues(bicep, 'nodeVersion'),
    nodeVersion: /^param nodeVersion string = '(.+)'/m.exec(bicep)?.[1] ?? '',
  };
}

function requiredAzd(azureYaml: string): string | undefined {
  return /^requiredVersions:\s*\n\s+azd:\s*(?:'([^'\n]*)'|"([^"\n]*)"|(.*))$/m
    .exec(azureYaml)
    ?.slice(1)
    .find(Boolean)
    ?.trim();
}

/** The `@allowed` values of a parameter: its decorators stand above it, up to an empty line. */
function allowedValues(bicep: string, parameter: string): string[] {
  const at = bicep.search(new RegExp(`^param ${parameter} `, 'm'));
  const decorators = bicep.slice(bicep.lastIndexOf('\n\n', at), at);
  const list = /@allowed\(\[([^\]]*)\]\)/.exec(decorators)?.[1] ?? '';
  return [...list.matchAll(/'([^']+)'/g)].map((match) => match[1]!);
}
