import type { CheckResult } from '../checks/check.ts';
import { failed, hint, ok } from '../checks/results.ts';
import { isOlder, readVersion, type Version } from './version.ts';

/** The Node of a machine, and the one that commands run on. */
export interface NodeFacts {
  /** `node --version` of the PATH without this project's folders; undefined where there is none. */
  readonly machine: string | undefined;
  /** `process.version`. */
  readonly running: string;
  readonly platform: string;
  readonly arch: string;
  /** Alpine and its like, for which Node publishes no package. */
  readonly isMusl: boolean;
}

/** What the bootstrap itself needs. */
const oldest: Version = [20, 11, 0];
/** The platforms for which the bootstrap fetches a fitting Node. */
const fetchable = ['linux-x64', 'linux-arm64', 'win32-x64', 'darwin-x64'];
const install = 'Install Node 24 from https://nodejs.org and open a new terminal.';

/** Whether the project runs on a Node as it is: `^22.18 || ^24 || >=26`. */
function fits([major, minor]: Version): boolean {
  return (major === 22 && minor >= 18) || major === 24 || major >= 26;
}

/** Whether `npm start` begins on this machine: the rule of scripts/bootstrap, which speaks first where it is broken. */
export function checkMachineNode({ machine, platform, arch, isMusl }: NodeFacts): CheckResult {
  const id = 'node.machine';
  const version = machine === undefined ? undefined : readVersion(machine);
  if (machine === undefined) {
    return failed(id, 'There is no node on the PATH.', { remedy: install });
  }
  if (!version) {
    return failed(id, 'The node on the PATH does not say its version.', { remedy: install });
  }
  if (isOlder(version, oldest)) {
    return failed(id, `This project needs Node 20.11 or newer; on the PATH is ${machine}.`, {
      remedy: install,
    });
  }
  if (fits(version)) return ok(id, `The machine's Node is ${machine}, which the project runs on.`);
  if (isMusl || !fetchable.includes(`${platform}-${arch}`)) {
    const place = `${platform}-${arch}${isMusl ? ' with musl' : ''}`;
    return failed(
      id,
      `This project runs on Node 22.18 or newer, 24 or 26. On the PATH is ${machine}, and for ${place} none can be fetched.`,
      { remedy: install },
    );
  }
  return ok(
    id,
    `The machine's Node is ${machine}, which starts the commands; they run on a newer one in .tools.`,
  );
}

export function checkRunningNode({ running }: NodeFacts): CheckResult {
  const id = 'node.running';
  if (fits(readVersion(running)!)) return ok(id, `Commands run on Node ${running}.`);
  return failed(id, `This command runs on Node ${running}, on which the project does not run.`, {
    cause: 'It was started without the bootstrap, which brings a fitting Node.',
    remedy: 'npm run doctor',
  });
}

/** @param version what `npm --version` prints; undefined where there is none */
export function checkNpm(version: string | undefined): CheckResult {
  const id = 'npm';
  if (version) return ok(id, `npm is ${version}.`);
  const what =
    version === undefined ? 'There is no npm on the PATH' : 'npm does not say its version';
  return failed(id, `${what}.`, {
    cause: 'It comes with Node, and brings pnpm; azd packages with it too.',
    remedy: install,
  });
}

/** The pnpm that package.json asks for, and the one in .tools. */
export interface PnpmFacts {
  readonly wanted: string;
  readonly found: string | undefined;
}

export function checkPnpm({ wanted, found }: PnpmFacts): CheckResult {
  const id = 'pnpm';
  if (found === wanted) return ok(id, `pnpm ${wanted} is in .tools.`);
  return hint(id, `In .tools is ${found ? `pnpm ${found}` : 'no pnpm'}, not yet ${wanted}.`, {
    remedy: 'npm run doctor (each command fetches it first)',
  });
}
