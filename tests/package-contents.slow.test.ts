import { execFile } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { useAppFolder } from '@side-by-side/local-host/testing';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, test } from 'vitest';
import { deployFolderOf, packagedApps } from '../scripts/package/apps.ts';
import { azdPackageFolder, azdServices, azdUpload } from './support/azd-upload.ts';
import { makeDeployFolder } from './support/deploy-folder.ts';
import { root } from './support/repository.ts';
import { type Mode, modes } from './support/servers.ts';

/** What exactly is uploaded. */

const services = azdServices(root);

const folders = new Map<string, string>();
beforeAll(async () => {
  const removals = await Promise.all(
    modes.flatMap((mode) =>
      (['key', 'entra'] as const).map(async (authMode) => {
        const { folder, remove } = await makeDeployFolder(mode, authMode);
        folders.set(`${mode} ${authMode}`, folder);
        return remove;
      }),
    ),
  );
  return async () => void (await Promise.all(removals.map((remove) => remove())));
});

const folderOf = (mode: Mode, authMode = 'key'): string => folders.get(`${mode} ${authMode}`)!;
const uploadOf = (mode: Mode, authMode = 'key'): string[] =>
  azdUpload(folderOf(mode, authMode), services[`${mode}-server`]!);
const textOf = (mode: Mode, file: string, authMode = 'key'): string =>
  readFileSync(join(folderOf(mode, authMode), file), 'utf8');
const jsonOf = (mode: Mode, file: string, authMode = 'key') =>
  JSON.parse(textOf(mode, file, authMode)) as Record<string, unknown>;

describe.each([
  ['extension', 'cjs'],
  ['self-hosted', 'mjs'],
] as const)('the %s server', (mode, extension) => {
  const main = `dist/index.${extension}`;

  test('is uploaded as one bundle, its lazy chunks, their maps, and three files about them', () => {
    const files = uploadOf(mode);
    const chunks = files.filter((file) => /^dist\/chunk-[\w-]{8}\.[cm]js$/.test(file));
    const maps = [...chunks, main].map((file) => `${file}.map`);
    expect(files.toSorted()).toEqual(
      [
        'THIRD-PARTY-LICENSES.txt',
        'host.json',
        'package.json',
        main,
        ...chunks,
        ...maps,
      ].toSorted(),
    );
    for (const file of chunks) expect(file).toContain(`.${extension}`);
  });

  test('has a package.json that names the bundle and makes nobody install or build', () => {
    expect(jsonOf(mode, 'package.json')).toEqual({
      name: `${mode}-server`,
      version: '0.1.0',
      private: true,
      license: 'MIT',
      main,
    });
    expect(uploadOf(mode)).toContain(main);
  });

  test('has a host.json that fits its schema', () => {
    const schema = JSON.parse(
      readFileSync(join(root, 'tests/infra/schemas/host.json'), 'utf8'),
    ) as object;
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    const hostJson = jsonOf(mode, 'host.json');
    // The published schema does not know this setting, which the host reads.
    const { http } = (hostJson['customHandler'] ?? {}) as { http?: Record<string, unknown> };
    delete http?.['DefaultAuthorizationLevel'];
    validate(hostJson);
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ ...hostJson, misspelt: true })).toBe(false);
  });

  test('differs by auth mode in nothing but the levels and the stamp', () => {
    const [key, entra] = ['key', 'entra'].map((authMode) => {
      const bundle = textOf(mode, main, authMode);
      const levels = JSON.stringify(jsonOf(mode, 'host.json', authMode));
      return { bundle, levels, files: uploadOf(mode, authMode) };
    });
    expect(entra!.levels).not.toBe(key!.levels);
    expect(entra!.levels.replace(/"[aA]nonymous"/, '')).toBe(
      key!.levels.replace(/"System"|"function"/, ''),
    );
    expect(entra!.files).toHaveLength(key!.files.length);
    expect(entra!.bundle).not.toBe(key!.bundle);
    for (const { bundle } of [key!, entra!]) expect(bundle).not.toContain('STAMPED_AUTH_MODE');
  });

  test('names no folder of the machine that it was made on', () => {
    const known = new Set([root, root.split(sep).join('/'), JSON.stringify(root).slice(1, -1)]);
    const offenders = uploadOf(mode).filter((file) => {
      const text = textOf(mode, file);
      return text.includes('/.pnpm/') || [...known].some((path) => text.includes(path));
    });
    expect(offenders).toEqual([]);
  });

  test('has maps that lead to the sources, by their places in the project', () => {
    const { sources, sourcesContent } = jsonOf(mode, `${main}.map`);
    expect(sources).toEqual(
      expect.arrayContaining([
        `apps/${mode}-server/src/app.ts`,
        'packages/tools/src/contract/call-tool.ts',
      ]),
    );
    for (const source of sources as string[]) {
      expect(source).toMatch(/^(?:apps|packages|node_modules)\//);
    }
    // Their text would make them three times as large, and Node reads them at every start.
    expect(sourcesContent).toBeUndefined();
  });

  test('has lazy chunks that load with nothing around them', async () => {
    const chunks = uploadOf(mode).filter((file) => /\/chunk-.*js$/.test(file));
    const load = `for (const file of process.argv.slice(1)) {
        const chunk = await import(file);
        if (Object.keys(chunk).length === 0) throw new Error(file + ' exports nothing');
      }
      process.exit();`;
    const urls = chunks.map((file) => pathToFileURL(join(folderOf(mode), file)).href);
    const run = promisify(execFile);
    await run(process.execPath, ['--input-type=module', '--eval', load, ...urls], {
      cwd: folderOf(mode),
      // The server starts too, where it is a part of what the chunk shares.
      env: { ...process.env, FUNCTIONS_CUSTOMHANDLER_PORT: '0', NODE_PATH: '' },
    });
  });

  test('carries the licence of each package in it', () => {
    const text = textOf(mode, 'THIRD-PARTY-LICENSES.txt');
    const maps = uploadOf(mode).filter((file) => file.endsWith('.map'));
    const sources = maps.flatMap((file) => jsonOf(mode, file)['sources'] as string[]);
    const names = sources.map((source) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1]);
    const packages = [...new Set(names)].filter((name) => name !== undefined);
    expect(packages).toContain('zod');
    for (const name of packages) {
      expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+\\S* \\(.+\\)$`, 'm'));
    }
    expect(text).toContain('Permission is hereby granted, free of charge');
  });
});

test('the extension server still asks for @azure/functions-core by require, nowhere by import', () => {
  const main = textOf('extension', 'dist/index.cjs');
  expect(main).toMatch(/\brequire\([`'"]@azure\/functions-core[`'"]\)/);
  expect(main).not.toMatch(/\b(?:import|from)\s*\(?[`'"]@azure\/functions-core/);
  // The library is in the bundle: only the core module is left to the worker.
  expect(main).not.toMatch(/require\([`'"]@azure\/functions[`'"]\)/);
});

test('the self-hosted server is started by its bundle', () => {
  expect(jsonOf('self-hosted', 'host.json')['customHandler']).toMatchObject({
    description: {
      defaultExecutablePath: 'node',
      arguments: ['--enable-source-maps', 'dist/index.mjs'],
    },
  });
});

describe('azd', () => {
  test.each(packagedApps.map((app) => [app.name, app] as const))(
    'uploads what npm run package writes for %s, and Azure builds nothing',
    (name, app) => {
      const service = services[name]!;
      expect(azdPackageFolder(root, service)).toBe(deployFolderOf(root, app));
      expect(service).toMatchObject({ host: 'function', remoteBuild: false });
    },
  );

  test('knows no other service', () => {
    expect(Object.keys(services)).toEqual(packagedApps.map(({ name }) => name));
  });

  test('would leave out local settings and its own folder, and upload what links lead to', async () => {
    const folder = await useAppFolder({
      'host.json': '{}',
      'local.settings.json': '{}',
      '.azure/dev/.env': 'SECRET=1',
      'node_modules/left-pad/index.js': '',
      'dist/index.js': '',
    });
    symlinkSync(join(folder, 'dist'), join(folder, 'linked'), 'junction');
    const service = { host: 'function', language: 'ts' };
    expect(azdUpload(folder, service)).toEqual(['dist/index.js', 'host.json', 'linked/index.js']);
    expect(azdUpload(folder, { ...service, remoteBuild: false })).toContain(
      'node_modules/left-pad/index.js',
    );
  });
});
