import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder, readManifest } from './node-package.ts';

/** A package that went into a bundle, with the terms under which it may be passed on. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** As package.json has it: `MIT`. */
  readonly license: string;
  /** The whole text; undefined where the package carries none. */
  readonly text: string | undefined;
}

/** The packages that files come from, by name. Files outside of node_modules are the project's own. */
export async function packagesOf(files: readonly string[]): Promise<BundledPackage[]> {
  const folders = new Set(files.map(packageFolder).filter((folder) => folder !== undefined));
  const packages = await Promise.all([...folders].map(readPackage));
  return packages.toSorted(
    (one, other) => compare(one.name, other.name) || compare(one.version, other.version),
  );
}

/** One text with the licences of all of them; packages with the very same text share it. */
export function formatLicences(packages: readonly BundledPackage[]): string {
  const byText = Map.groupBy(
    packages,
    ({ license, text }) => text ?? `Licence: ${license}. The package carries no text of it.`,
  );
  const blocks = [...byText].map(([text, sharing]) => {
    const names = sharing.map(({ name, version, license }) => `${name} ${version} (${license})`);
    return `${names.join('\n')}\n\n${text}\n`;
  });
  return [`This app contains the following packages.\n`, ...blocks].join(`\n${'-'.repeat(80)}\n\n`);
}

async function readPackage(folder: string): Promise<BundledPackage> {
  const manifest = await readManifest(folder);
  const files = (await readdir(folder)).filter((file) =>
    /^(?:licen[cs]e|notice|copying)(?:-[\w-]+)?(?:\.(?:md|markdown|txt))?$/i.test(file),
  );
  const texts = await Promise.all(
    files.toSorted().map(async (file) => (await readFile(join(folder, file), 'utf8')).trim()),
  );
  return {
    name: manifest.name,
    version: manifest.version,
    license: manifest.license ?? 'not named',
    text: texts.length ? texts.join('\n\n').replaceAll('\r\n', '\n') : undefined,
  };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
