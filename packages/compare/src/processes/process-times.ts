import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** One process of the system. */
export interface ProcessTime {
  readonly pid: number;
  readonly parent: number;
  /** User and system time since its start, in microseconds. */
  readonly cpu: number;
}

/** CPU time of a process and of all those that it started, in microseconds. */
export interface TreeTime {
  readonly own: number;
  readonly below: number;
}

/** Every Linux that Node runs on counts CPU time in hundredths of a second. */
const tick = 10_000;

/** Whether the CPU times of other processes can be read: from /proc or with ps, neither of which Windows has. */
export function canReadProcesses(platform: NodeJS.Platform = process.platform): boolean {
  return platform !== 'win32';
}

/** The processes of this system, read once. */
export async function readProcessTimes(): Promise<ProcessTime[]> {
  if (process.platform !== 'linux') {
    const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,time=']);
    return parsePsLines(stdout);
  }
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(
    // It may have ended since.
    pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)),
  );
  return stats.filter((stat) => stat !== undefined).map(parseProcStat);
}

/** The time of the tree whose root is `pid`. @throws Error when there is no such process */
export function treeTime(processes: readonly ProcessTime[], pid: number): TreeTime {
  const root = processes.find((one) => one.pid === pid);
  if (!root) throw new Error(`Process ${pid} has ended.`);
  const children = processes.filter(({ parent }) => parent === pid);
  const below = children.map((child) => treeTime(processes, child.pid));
  return { own: root.cpu, below: below.reduce((sum, tree) => sum + tree.own + tree.below, 0) };
}

/** The ids of the tree whose root is `pid`, the root first. */
export function treeIds(processes: readonly ProcessTime[], pid: number): number[] {
  const children = processes.filter(({ parent }) => parent === pid);
  return [pid, ...children.flatMap((child) => treeIds(processes, child.pid))];
}

/** Reads `/proc/PID/stat`: the second field is the program's name in parentheses, which may hold anything. */
export function parseProcStat(stat: string): ProcessTime {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [parent, utime, stime] = [fields[1], fields[11], fields[12]].map(Number) as [
    number,
    number,
    number,
  ];
  return { pid: Number.parseInt(stat, 10), parent, cpu: (utime + stime) * tick };
}

/** Reads lines such as `123 1 1-02:03:04` or `123 1 3:04.56`: days, hours, minutes, seconds. */
export function parsePsLines(text: string): ProcessTime[] {
  const pattern = /^\s*(\d+)\s+(\d+)\s+(?:(\d+)-)?(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)\s*$/gm;
  return [...text.matchAll(pattern)].map((match) => {
    const [pid, parent, days, hours, minutes, seconds] = match
      .slice(1)
      .map((part: string | undefined) => Number(part ?? 0)) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const cpu = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000_000;
    return { pid, parent, cpu: Math.round(cpu) };
  });
}
