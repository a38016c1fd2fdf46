// What this checkout wants installed, where it goes, and whether it is there already. Only looks, changes nothing.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fits, nodePackage } from './node-versions.mjs';
import { failure } from './step.mjs';

const read = (...path) => (existsSync(join(...path)) ? readFileSync(join(...path), 'utf8') : '');
const versionIn = (folder) => JSON.parse(read(folder, 'package.json') || '{}').version;

/**
 * The folders that the `packages:` list of a pnpm-workspace.yaml names; `list(folder)` gives the names in a folder.
 * Throws on a pattern other than `folder` and `folder/*`: an overlooked package would make the stamp lie.
 */
export function workspaceFolders(yaml, list) {
  const block = /^packages:\s*\n((?:[^\S\n]+.*\n?|#.*\n|\n)+)/m.exec(yaml)?.[1] ?? '';
  const patterns = [...block.matchAll(/^\s+-\s+['"]?([^'"\s]+)/gm)].map((match) => match[1]);
  return patterns.flatMap((pattern) => {
    const [, folder, star] = /^([\w./-]+?)(\/\*)?$/.exec(pattern) ?? [];
    if (!folder)
      throw failure(
        `scripts/bootstrap cannot read '${pattern}' in pnpm-workspace.yaml`,
        'name the folders.',
      );
    return star ? list(folder).map((name) => `${folder}/${name}`) : [folder];
  });
}

/** One short line for all that decides what gets installed; `parts` is any JSON value. */
export const stampOf = (parts) => createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** The stamp of the checkout as it is: lockfile, manifests, and whether each node_modules is still there. */
export function currentStamp(root) {
  const workspace = read(root, 'pnpm-workspace.yaml');
  const list = (folder) =>
    existsSync(join(root, folder)) ? readdirSync(join(root, folder)).toSorted() : [];
  const packages = ['.', ...workspaceFolders(workspace, list)].map((folder) => [
    folder,
    read(root, folder, 'package.json'),
    existsSync(join(root, folder, 'node_modules')),
  ]);
  const isLinked = existsSync(join(root, 'node_modules', '.modules.yaml'));
  return stampOf([
    process.platform,
    process.arch,
    read(root, 'pnpm-lock.yaml'),
    workspace,
    packages,
    isLinked,
  ]);
}

/**
 * The package of the Node to fetch for a machine (`version`, `platform`, `arch`, as `process` has them); undefined where
 * its own fits. Throws where none can be fetched.
 */
export function nodeToFetch({ version, platform, arch }, isMusl) {
  if (fits(version)) return undefined;
  const found = nodePackage(platform, arch, isMusl);
  if (found) return found;
  throw failure(
    `This project runs on Node 22.18 or newer, 24 or 26. Here is ${version}, and for ${platform}-${arch} none can be fetched`,
    'install Node 24 from https://nodejs.org and open a new terminal.',
  );
}

/**
 * What is wanted and where it is, or will be: `pnpm` (its version), `node` (of `nodePackage`; undefined if the machine's
 * own fits), `nodeBinary`, the folder `tools`, the files `stamp` and `half` in it.
 */
export function layOut(root) {
  const tools = join(root, '.tools');
  const node = nodeToFetch(process, existsSync('/etc/alpine-release'));
  const nodeFolder = node && join(tools, 'node', 'node_modules', node.name);
  return {
    root,
    tools,
    node,
    nodeFolder,
    nodeBinary: node ? join(nodeFolder, node.binary) : process.execPath,
    pnpm: /^pnpm@([^+]+)/.exec(JSON.parse(read(root, 'package.json')).packageManager)[1],
    stamp: join(tools, 'stamp'),
    half: join(tools, '.half-installed'),
  };
}

export const hasPnpm = ({ tools, pnpm }) => versionIn(join(tools, 'node_modules', 'pnpm')) === pnpm;
export const hasNode = ({ node, nodeFolder }) => !node || versionIn(nodeFolder) === node.version;
export const hasTools = (layout) => !existsSync(layout.half) && hasPnpm(layout) && hasNode(layout);
export const hasPackages = ({ root, stamp }) => read(stamp) === currentStamp(root);

/** The folder of pnpm's own program, if npm has brought one for this platform. */
function nativePnpm({ tools }) {
  const scope = join(tools, 'node_modules', '@pnpm');
  const name = existsSync(scope) && readdirSync(scope).find((entry) => entry.startsWith('exe.'));
  return name ? join(scope, name) : undefined;
}

/** How to start the pinned pnpm: its own program, not the script around it, which would keep stop signals to itself. */
export function pnpmProgram(layout) {
  const folder = nativePnpm(layout);
  if (folder)
    return { file: join(folder, process.platform === 'win32' ? 'pnpm.exe' : 'pnpm'), args: [] };
  return {
    file: process.execPath,
    args: [join(layout.tools, 'node_modules', 'pnpm', 'bin', 'pnpm.mjs')],
  };
}

/** `env` with the fitting Node, the pinned pnpm and the packages' programs in front; no telemetry from tools. */
export function environment(layout, env = process.env) {
  // On Windows it is mostly called Path, and a second spelling would shadow it.
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  // Real programs before .bin: on Windows only a shell finds the scripts in there.
  const programs = [layout.node && dirname(layout.nodeBinary), nativePnpm(layout)];
  const scripts = [layout.tools, layout.root].map((folder) => join(folder, 'node_modules', '.bin'));
  const path = [...programs, ...scripts, env[name]].filter(Boolean).join(delimiter);
  return { ...env, [name]: path, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
}
