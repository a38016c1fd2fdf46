import type { CheckResult } from '../checks/check.ts';
import { failed, hint, ok, skipped } from '../checks/results.ts';

const MB = 1024 ** 2;
/** What packages, the fetched Node and the build cache take together, and room to work. */
const comfortableBytes = 1024 * MB;
const fewestBytes = 200 * MB;

/** @param freeBytes what is free where the project is; undefined where the system does not tell */
export function checkDisk(freeBytes: number | undefined): CheckResult {
  const id = 'disk';
  if (freeBytes === undefined)
    return skipped(id, 'How much disk is free cannot be found out here.');
  const free =
    freeBytes >= 1024 * MB
      ? `${(freeBytes / 1024 / MB).toFixed(1)} GB`
      : `${Math.floor(freeBytes / MB)} MB`;
  if (freeBytes >= comfortableBytes) return ok(id, `${free} of disk are free.`);
  const advice = {
    cause: 'The packages and a fetched Node take about 600 MB.',
    remedy: 'Free some disk. node_modules and .tools can go: the next command fetches them again.',
  };
  return freeBytes < fewestBytes
    ? failed(id, `Only ${free} of disk are free.`, advice)
    : hint(id, `Only ${free} of disk are free.`, advice);
}

/** A port that local runs listen on, and who has it. */
export interface PortFacts {
  readonly port: number;
  /** Who wants it: `extension server`. */
  readonly purpose: string;
  readonly isFree: boolean;
  /** `node (process 12)`, where that can be found out. */
  readonly owner?: string | undefined;
  /** Whether a Functions host answers there: mostly `npm start`, which runs already. */
  readonly isFunctionsHost?: boolean;
}

export function checkPort({ port, purpose, ...facts }: PortFacts): CheckResult {
  const id = `port.${purpose.replaceAll(' ', '-')}`;
  if (facts.isFree) return ok(id, `Port ${port} (${purpose}) is free.`);
  const by = facts.owner ? ` by ${facts.owner}` : '';
  const remedy = `Stop it, or choose other ports: npm start -- --port-base ${otherBase(port)}`;
  if (facts.isFunctionsHost) {
    return hint(id, `Port ${port} (${purpose}) is in use${by}: a Functions host answers there.`, {
      cause: 'Mostly this is `npm start`, which runs already.',
      remedy,
    });
  }
  return failed(id, `Port ${port} (${purpose}) is in use${by}.`, { remedy });
}

/** Far enough from what is in use, and a port still. */
function otherBase(port: number): number {
  return port + 1010 <= 65_535 ? port - (port % 10) + 1000 : port - (port % 10) - 1000;
}

/** What limits how many files can be open and watched; undefined where the system does not tell. */
export interface WatchFacts {
  readonly platform: string;
  readonly openFiles?: number | undefined;
  readonly inotifyWatches?: number | undefined;
  readonly inotifyInstances?: number | undefined;
}

/** Below these, Linux itself or editors beside us leave too little for watching the sources. */
const fewestOpenFiles = 1024;
const fewestWatches = 8192;
const fewestInstances = 128;

/** Where watching fails for want of these, `npm start` does not restart on a change. No line where nothing is known. */
export function checkWatching(facts: WatchFacts): readonly CheckResult[] {
  const id = 'watching';
  const { openFiles, inotifyWatches, inotifyInstances } = facts;
  const low = [
    [openFiles, fewestOpenFiles, 'open files', 'ulimit -n 4096'],
    [
      inotifyWatches,
      fewestWatches,
      'inotify watches',
      'sudo sysctl fs.inotify.max_user_watches=524288',
    ],
    [
      inotifyInstances,
      fewestInstances,
      'inotify instances',
      'sudo sysctl fs.inotify.max_user_instances=512',
    ],
  ] as const;
  const known = low.filter(([value]) => value !== undefined);
  if (known.length === 0) return [];
  const short = known.filter(([value, fewest]) => value! < fewest);
  if (short.length === 0) return [ok(id, 'Enough files can be open and watched.')];
  const what = short.map(([value, , name]) => `${value} ${name}`).join(' and ');
  return [
    hint(id, `Only ${what} are allowed.`, {
      cause:
        'An editor uses many of them; with none left `npm start` does not restart on a change.',
      remedy: short.map(([, , , command]) => command).join('\n'),
    }),
  ];
}

/** @param found whether VS Code is there: on the PATH, or as the terminal that this runs in */
export function checkEditor(found: boolean): CheckResult {
  const id = 'editor';
  if (found)
    return ok(id, 'VS Code is here, which the project has settings, tasks and MCP servers for.');
  return hint(id, 'There is no VS Code on the PATH (optional).', {
    remedy: 'https://code.visualstudio.com; in it: Shell Command: Install ‘code’ command in PATH',
  });
}

/** @param file the Chromium found; undefined where there is none */
export function checkBrowser(file: string | undefined): CheckResult {
  const id = 'browser';
  if (file) return ok(id, `Browser tests run in ${file}.`);
  return hint(id, 'There is no Chromium (optional): tests that need a browser are skipped.', {
    remedy: 'Install Chromium or Chrome, or set CHROME_PATH to it.',
  });
}
