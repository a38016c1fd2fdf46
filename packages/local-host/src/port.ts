import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import type { Server } from 'node:http';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { HostError } from './errors.ts';

/** Loopback only: what the local host serves has no sign-in by default. */
const address = '127.0.0.1';

const howToFix =
  'Stop that process, or choose other ports with --port-base (npm start) or --port (npm run host).';

/**
 * Lets a server listen on loopback.
 * @param port 0 for any free port
 * @param hint what to do when the port is taken
 * @throws HostError when the port is taken; its message names the owner if that can be found out.
 */
export async function listen(server: Server, port: number, hint = howToFix): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, address, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    const owner = await findOwner(port).catch(() => undefined);
    throw new HostError(
      'PORT_IN_USE',
      `Port ${port} is in use${owner ? ` by ${owner}` : ''}.`,
      hint,
      { cause: error },
    );
  }
}

/** Name and process id of whoever listens on a port; undefined where the system does not tell. */
export async function findOwner(port: number): Promise<string | undefined> {
  if (process.platform === 'linux') return findOwnerInProc(port);
  return process.platform === 'win32' ? findOwnerOnWindows(port) : findOwnerWithLsof(port);
}

async function findOwnerInProc(port: number): Promise<string | undefined> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const listening = '0A';
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  const rows = tables.flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)));
  const inode = rows.find((row) => row[1]?.endsWith(suffix) && row[3] === listening)?.[9];
  if (!inode) return undefined;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    const handles = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const handle of handles) {
      const target = await readlink(`/proc/${pid}/fd/${handle}`).catch(() => '');
      if (target !== `socket:[${inode}]`) continue;
      return `${basename(await readlink(`/proc/${pid}/exe`))} (process ${pid})`;
    }
  }
  return undefined;
}

const run = promisify(execFile);

async function findOwnerWithLsof(port: number): Promise<string | undefined> {
  const { stdout } = await run('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], {
    timeout: 2_000,
  });
  const [pid, name] = ['p', 'c'].map(
    (field) => new RegExp(`^${field}(.+)$`, 'm').exec(stdout)?.[1],
  );
  return pid && `${name} (process ${pid})`;
}

async function findOwnerOnWindows(port: number): Promise<string | undefined> {
  const { stdout } = await run('netstat', ['-ano', '-p', 'TCP'], { timeout: 2_000 });
  const pid = new RegExp(`:${port}\\s+\\S+\\s+LISTENING\\s+(\\d+)`).exec(stdout)?.[1];
  return pid && `process ${pid}`;
}
