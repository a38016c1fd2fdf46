import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../../support/repository.ts';

interface HookForm {
  readonly shell: string;
  readonly run: string;
}

/** What the suites read of azure.yaml. */
export interface AzureYaml {
  readonly name: string;
  readonly metadata: { readonly template: string };
  readonly requiredVersions: { readonly azd: string };
  readonly infra: { readonly path: string; readonly module: string };
  readonly services: Readonly<
    Record<
      string,
      {
        readonly project: string;
        readonly dist: string;
        readonly host: string;
        readonly language: string;
        readonly remoteBuild: boolean;
        readonly config: { readonly packageManager: string };
        readonly condition: string;
      }
    >
  >;
  readonly hooks: Readonly<
    Record<string, { readonly windows: HookForm; readonly posix: HookForm }>
  >;
  readonly pipeline: { readonly variables: readonly string[] };
}

const readText = (file: string): string => readFileSync(join(root, file), 'utf8');

export const azureYaml = parse(readText('azure.yaml')) as AzureYaml;

/** The parameters that azd fills in: the expression that stands for each, such as `${AUTH_MODE=entra}`. */
export function parameterValues(): Readonly<Record<string, string>> {
  const { parameters } = JSON.parse(readText('infra/main.parameters.json')) as {
    parameters: Record<string, { value: string }>;
  };
  return Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value]));
}

/** `${NAME=default}` taken apart. @throws Error for anything else. */
export function readVariable(text: string): { name: string; fallback: string | undefined } {
  const match = /^\$\{([A-Z][A-Z0-9_]*)(?:=([^}]*))?\}$/.exec(text);
  if (!match) throw new Error(`${text} is no variable with an optional default.`);
  return { name: match[1]!, fallback: match[2] };
}
