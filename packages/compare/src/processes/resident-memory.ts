import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** The memory that processes have in use, together, in MB; those that have ended count nothing. */
export async function residentMB(pids: readonly number[]): Promise<number> {
  const kilobytes = process.platform === 'linux' ? await readStatusFiles(pids) : await askPs(pids);
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}

function readStatusFiles(pids: readonly number[]): Promise<number[]> {
  return Promise.all(
    pids.map(async (pid) =>
      parseStatus(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')),
    ),
  );
}

/** Reads `/proc/PID/status`, which has a line `VmRSS:   123 kB` while the process runs. */
export function parseStatus(text: string): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0);
}

async function askPs(pids: readonly number[]): Promise<number[]> {
  const args = ['-o', 'rss=', '-p', pids.join(',')];
  // It fails where none of them runs.
  const { stdout } = await promisify(execFile)('ps', args).catch(() => ({ stdout: '' }));
  return stdout.split('\n').map(Number);
}
