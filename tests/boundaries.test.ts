import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFiles, root } from './support/repository.ts';

/** Who may import whom. Each part of the project is named by its folder. */

interface Rule {
  readonly folder: string;
  /** The parts of ours that it may import; tests may import all. */
  readonly ours: readonly string[];
  /** Packages that it may not import: a name, or the start of one that ends in `/`. */
  readonly never?: readonly string[];
}

const mcpSdk = ['@modelcontextprotocol/'];
const azure = ['@azure/'];

const rules: readonly Rule[] = [
  { folder: 'packages/tools', ours: [], never: [...mcpSdk, ...azure] },
  { folder: 'apps/extension-server', ours: ['@side-by-side/tools'], never: mcpSdk },
  { folder: 'apps/self-hosted-server', ours: ['@side-by-side/tools'], never: azure },
  // It could be published alone, and finds the library of the app that it runs.
  { folder: 'packages/local-host', ours: [], never: [...azure, ...mcpSdk] },
  {
    folder: 'packages/compare',
    ours: [
      '@side-by-side/tools',
      '@side-by-side/local-host',
      '@side-by-side/local-host/command-line',
      '@side-by-side/local-host/errors',
      '@side-by-side/local-host/fidelity',
      '@side-by-side/extension-server/app',
      '@side-by-side/self-hosted-server/app',
    ],
    never: azure,
  },
  {
    folder: 'packages/azure',
    // Not the host: most commands for Azure take less time than it takes to load.
    ours: ['@side-by-side/local-host/command-line', '@side-by-side/local-host/errors'],
    never: [...azure, ...mcpSdk],
  },
  {
    folder: 'scripts',
    ours: [
      '@side-by-side/azure',
      '@side-by-side/azure/doctor',
      '@side-by-side/azure/machine',
      '@side-by-side/azure/rest',
      '@side-by-side/azure/connect',
      '@side-by-side/azure/connect/page',
      '@side-by-side/azure/verify',
      '@side-by-side/azure/verify/page',
      '@side-by-side/compare',
      '@side-by-side/compare/command',
      '@side-by-side/compare/hosting-modes',
      '@side-by-side/compare/markdown',
      '@side-by-side/compare/schema',
      '@side-by-side/local-host',
      '@side-by-side/local-host/command',
      '@side-by-side/local-host/command-line',
      '@side-by-side/local-host/errors',
      '@side-by-side/local-host/fidelity',
    ],
    never: [...mcpSdk, ...azure],
  },
];

/** The folders in which Azure may be imported, and only with `import()`. */
const mayReachAzure = [
  'packages/tools/src/services/',
  'packages/local-host/src/bindings/',
  'packages/azure/src/credential/',
  'packages/azure/src/arm/',
];

/** The folder of `packages/azure` in which MCP is spoken, also only with `import()`. */
const mayReachMcp = ['packages/azure/src/verify/mcp/'];

interface Import {
  readonly file: string;
  readonly specifier: string;
  /** `import()` at run time, or types only, which are gone by then. */
  readonly lazy: boolean;
}

/** All imports of a file: static, `export … from`, and `import()`. */
function importsOf(file: string, source: string): Import[] {
  const code = source.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '');
  const statics = [
    ...code.matchAll(/^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm),
  ].map((match) => ({ file, specifier: match[2]!, lazy: match[1] !== undefined }));
  // A template counts where it has nothing to fill in.
  const dynamic = [...code.matchAll(/\b(?:import|require)\(\s*(['"`])((?:(?!\1|\$\{).)+)\1/g)].map(
    (match) => ({ file, specifier: match[2]!, lazy: true }),
  );
  return [...statics, ...dynamic];
}

function isTest(file: string): boolean {
  return /\.test\.ts$|\/fixtures\/|\/testing\/|^tests\//.test(file);
}

/** Why an import is not allowed; undefined where it is. */
function objection({ file, specifier, lazy }: Import, rule: Rule): string | undefined {
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(file), specifier);
    return target.startsWith(`${rule.folder}/`) ? undefined : `reaches out of ${rule.folder}`;
  }
  if (specifier.startsWith('node:')) return undefined;
  if (builtinModules.includes(specifier)) return 'names a part of Node without node:';
  if (specifier.startsWith('@side-by-side/')) {
    return rule.ours.includes(specifier) ? undefined : `${rule.folder} must not know ${specifier}`;
  }
  const forbidden = rule.never?.some((name) => specifier.startsWith(name));
  if (!forbidden) return undefined;
  const isAzure = azure.some((name) => specifier.startsWith(name));
  const folders = isAzure ? mayReachAzure : mayReachMcp;
  return lazy && folders.some((folder) => file.startsWith(folder))
    ? undefined
    : `${rule.folder} must not need ${specifier}`;
}

describe.each(rules.map((rule) => [rule.folder, rule] as const))('%s', (folder, rule) => {
  const files = projectFiles().filter(
    (file) => file.startsWith(`${folder}/`) && /\.m?[jt]s$/.test(file) && !isTest(file),
  );

  test('imports only what it may', () => {
    const objections = files
      .flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')))
      .flatMap((found) => {
        const why = objection(found, rule);
        return why ? [`${found.file}: '${found.specifier}' ${why}`] : [];
      });
    expect(files.length).toBeGreaterThan(0);
    expect(objections).toEqual([]);
  });

  test('declares what it imports', () => {
    const manifest = join(root, folder, 'package.json');
    const { dependencies = {}, devDependencies = {} } = JSON.parse(
      readFileSync(manifest, 'utf8'),
    ) as Record<'dependencies' | 'devDependencies', Record<string, string> | undefined>;
    const packages = files
      .flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')))
      .map(({ specifier }) => /^(@[^/]+\/[^/]+|[^./@][^/]*)/.exec(specifier)?.[1])
      .filter((name) => name !== undefined && !name.startsWith('node:'));
    expect(Object.keys({ ...dependencies, ...devDependencies })).toEqual(
      expect.arrayContaining([...new Set(packages)]),
    );
  });
});

test('the bootstrap needs nothing that it has still to install, and no types stripped', () => {
  const files = projectFiles().filter((file) => /^scripts\/(?:run|bootstrap\/.*)\.mjs$/.test(file));
  const objections = files
    .flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')))
    .filter(({ specifier }) => !/^node:|^\.\.?\/.*\.mjs$/.test(specifier));
  expect(files.length).toBeGreaterThan(0);
  expect(objections).toEqual([]);
});

describe('the check itself', () => {
  const tools = rules[0]!;
  const find = (code: string) => importsOf('packages/tools/src/x.ts', code);

  test.each([
    ["import { Server } from '@modelcontextprotocol/sdk/server/index.js';", true],
    ["import type { InvocationContext } from '@azure/functions';", true],
    ["import '@azure/functions';", true],
    ["export * from '@side-by-side/local-host';", true],
    ["const host = await import('@side-by-side/local-host');", true],
    ['await import(`@azure/identity`);', true],
    ["await import('@azure/identity', { with: {} });", true],
    ["const type = new Map<import('@azure/functions').Form, 1>();", true],
    ["import {\n  a,\n  b,\n} from '../../local-host/src/index.ts';", true],
    ["import { join } from 'path';", true],
    ["import { z } from 'zod';", false],
    ["import { join } from 'node:path';", false],
    ["import { a } from './a.ts';", false],
    ["// import { a } from '@azure/functions';", false],
    ['await import(`./${name}.ts`);', false],
  ])('%s', (code, refused) => {
    const objections = find(code).map((found) => objection(found, tools));
    expect(objections.some(Boolean)).toBe(refused);
  });

  test('lets npm run verify load the MCP client when it is needed, and only then', () => {
    const azureRule = rules.find(({ folder }) => folder === 'packages/azure')!;
    const client = '@modelcontextprotocol/sdk/client/index.js';
    const objectionTo = (file: string, code: string) =>
      objection(importsOf(`packages/azure/src/${file}`, code)[0]!, azureRule);
    expect(objectionTo('verify/mcp/talk.ts', `await import('${client}');`)).toBeUndefined();
    expect(objectionTo('verify/mcp/talk.ts', `import { Client } from '${client}';`)).toContain(
      'must not need',
    );
    expect(objectionTo('arm/arm.ts', `await import('${client}');`)).toContain('must not need');
  });

  test('lets a service load Azure when it is needed, and only then', () => {
    const file = 'packages/tools/src/services/blob-store.ts';
    const [lazily] = importsOf(file, "const { BlobClient } = await import('@azure/storage-blob');");
    const [eagerly] = importsOf(file, "import { BlobClient } from '@azure/storage-blob';");
    const [another] = importsOf(file, "await import('@modelcontextprotocol/sdk/types.js');");
    expect(objection(lazily!, tools)).toBeUndefined();
    expect(objection(eagerly!, tools)).toContain('must not need');
    expect(objection(another!, tools)).toContain('must not need');
  });
});
