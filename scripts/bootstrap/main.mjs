// The bootstrap's own flow: sets up what is missing, then runs the command and ends as it ends.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { environment, layOut, pnpmProgram } from './layout.mjs';
import { setUp } from './set-up.mjs';
import { say } from './step.mjs';

const ROOT = join(import.meta.dirname, '..', '..');

/** Commands that a package's program carries out, with its first arguments; all others are scripts/cli.ts's. */
const PROGRAMS = {
  test: ['vitest', 'run', '--project', 'fast', '--project', 'fast-alone'],
  'test:slow': ['vitest', 'run', '--project', 'slow'],
  check: [
    'turbo',
    'run',
    '//#check:types',
    '//#check:lint',
    '//#check:format',
    '//#check:infra',
    '//#check:workflows',
    '--continue',
  ],
};

const readJson = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'));

/** The JavaScript file of a package's program: run by Node itself, it needs neither a shell nor a `.cmd`. */
function programFile(name) {
  const folder = join(ROOT, 'node_modules', name);
  const { bin } = readJson(folder, 'package.json');
  return join(folder, typeof bin === 'string' ? bin : bin[name]);
}

function commandLine(layout, command, args) {
  if (command === 'pnpm') {
    const pnpm = pnpmProgram(layout);
    return { file: pnpm.file, args: [...pnpm.args, ...args] };
  }
  const [program, ...first] = Object.hasOwn(PROGRAMS, command) ? PROGRAMS[command] : [];
  if (program) return { file: layout.nodeBinary, args: [programFile(program), ...first, ...args] };
  // Node 22 warns that it strips types.
  const node = ['--disable-warning=ExperimentalWarning', join(ROOT, 'scripts', 'cli.ts')];
  return { file: layout.nodeBinary, args: [...node, command, ...args] };
}

function help() {
  const scripts = Object.entries(readJson(ROOT, 'package.json').scripts);
  const ours = scripts
    .filter(([, script]) => script.startsWith('node scripts/run.mjs '))
    .map(([name]) => name);
  const short = ours.map((name) =>
    name === 'start' || name === 'test' ? `npm ${name}` : `npm run ${name}`,
  );
  return ['Usage (arguments go behind --):', ...short.map((line) => `  ${line}`)].join('\n');
}

/** Runs `argv` (a command and its arguments) and sets the exit code. */
export async function main([command, ...args]) {
  if (!command || command === '--help' || command === '-h') {
    console.log(help());
    process.exitCode = command ? 0 : 2;
    return;
  }
  try {
    const layout = layOut(ROOT);
    await setUp(layout, { packages: command !== 'pnpm' });
    const { file, args: all } = commandLine(layout, command, args);
    // Where the user stands, for paths among the arguments: npm says it, unless we were started from elsewhere.
    const cwd = process.cwd();
    const INIT_CWD = cwd === ROOT ? (process.env.INIT_CWD ?? cwd) : cwd;
    const { code } = await run(file, all, { cwd: ROOT, env: { ...environment(layout), INIT_CWD } });
    process.exitCode = code;
  } catch (error) {
    if (!error.hint) throw error;
    say(`✘ ${error.message}\n  How to fix: ${error.hint}`);
    process.exitCode = 1;
  }
}
