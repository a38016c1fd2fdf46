import { join } from 'node:path';
import { UsageError } from '@side-by-side/local-host/errors';

/** A function app, and what packaging makes of it. */
export interface PackagedApp {
  /** The name of its folder in `apps/`, and of its service in azure.yaml. */
  readonly name: string;
  /** Its first file, seen from its folder. */
  readonly entry: string;
  /** The bundle, seen from the deploy folder. */
  readonly main: string;
  readonly format: 'cjs' | 'esm';
}

/**
 * Both apps. The extension server is CommonJS: its library wants `@azure/functions-core` from `require`, which
 * the Functions worker answers, and an ES module would have to make that function first.
 */
export const packagedApps: readonly PackagedApp[] = [
  { name: 'extension-server', entry: 'src/main.ts', main: 'dist/index.cjs', format: 'cjs' },
  { name: 'self-hosted-server', entry: 'src/main.ts', main: 'dist/index.mjs', format: 'esm' },
];

/** @throws UsageError that names the apps that there are. */
export function appNamed(name: string): PackagedApp {
  const app = packagedApps.find((candidate) => candidate.name === name);
  if (app) return app;
  const names = packagedApps.map((candidate) => candidate.name).join(' or ');
  throw new UsageError(`There is no app '${name}' to package: ${names}.`);
}

/** The folder that is uploaded for an app, in the project at `root`. */
export function deployFolderOf(root: string, { name }: PackagedApp): string {
  return join(root, 'apps', name, 'deploy');
}
