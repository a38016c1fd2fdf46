// Brings pnpm, a fitting Node where the machine has none, and the packages of the lockfile; nothing if all is there.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  currentStamp,
  environment,
  hasNode,
  hasPackages,
  hasPnpm,
  hasTools,
  pnpmProgram,
} from './layout.mjs';
import { withLock } from './lock.mjs';
import { failure, npmCommand, REMEDY, say, step } from './step.mjs';

/** Without a network say so in seconds, not after the minute that npm and pnpm would take. */
const PATIENCE = { 'fetch-retry-mintimeout': 1_000, 'fetch-retry-maxtimeout': 5_000 };

async function pnpmStep(title, layout, args, cwd) {
  const program = pnpmProgram(layout);
  // CI: it must not ask anything. Only here; the user's command keeps its own.
  const env = { ...environment(layout), CI: 'true' };
  const flags = Object.entries(PATIENCE).map(([name, value]) => `--config.${name}=${value}`);
  const all = [...program.args, ...args, '--reporter=append-only', ...flags];
  await step(title, { ...program, args: all }, { cwd, env });
}

/**
 * npm brings pnpm, and pnpm brings Node, which it unpacks four times as fast as npm. No install script runs.
 * Until both are whole a mark stands beside them: what an interrupted run left is removed, not trusted.
 */
async function installTools(layout) {
  const { root, tools, half, node, pnpm } = layout;
  if (existsSync(half)) {
    for (const name of ['node_modules', 'node'])
      rmSync(join(tools, name), { recursive: true, force: true });
  }
  writeFileSync(half, '');
  if (!hasPnpm(layout)) {
    const npm = npmCommand(process);
    // A relative prefix: where npm needs a shell, an absolute one might need quotes.
    const flags =
      '--prefix .tools --no-save --no-audit --no-fund --loglevel=error --ignore-scripts --include=optional';
    const patience = Object.entries(PATIENCE).map(([name, value]) => `--${name}=${value}`);
    const args = [...npm.args, 'install', ...flags.split(' '), ...patience, `pnpm@${pnpm}`];
    await step(`pnpm ${pnpm}`, { ...npm, args }, { cwd: root });
  }
  if (!hasNode(layout)) {
    // A package of its own, or pnpm would look for one further up.
    const folder = join(tools, 'node');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    const args = [
      'add',
      '--dir',
      folder,
      '--ignore-workspace',
      '--ignore-scripts',
      `${node.name}@${node.version}`,
    ];
    await pnpmStep(`Node ${node.version} (here is ${process.version})`, layout, args, folder);
  }
  if (!hasPnpm(layout) || !hasNode(layout))
    throw failure('pnpm or Node did not arrive in .tools', REMEDY);
  rmSync(half);
}

async function installPackages(layout) {
  // Gone before anything changes, back when all is done: an interrupted run leaves none.
  rmSync(layout.stamp, { force: true });
  await pnpmStep('packages', layout, ['install', '--frozen-lockfile'], layout.root);
  writeFileSync(layout.stamp, currentStamp(layout.root));
}

/**
 * Makes sure that what `layout` (of `layOut`) wants is there, and `packages: false` leaves out the lockfile's packages.
 * Takes no lock and starts nothing when it is. Throws a `failure` that says what to do.
 */
export async function setUp(layout, { packages = true } = {}) {
  const isReady = () => hasTools(layout) && (!packages || hasPackages(layout));
  if (isReady()) return;
  mkdirSync(layout.tools, { recursive: true });
  await withLock(join(layout.tools, '.lock'), say, async () => {
    if (!hasTools(layout)) await installTools(layout);
    if (packages && !hasPackages(layout)) await installPackages(layout);
  });
}
