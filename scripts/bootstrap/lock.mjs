// Two commands may start at once (azd packages both services in parallel): one sets up, the other waits.
import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimes,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const STALE_MS = 10 * 60_000;
const NAMELESS_STALE_MS = 5_000;
const BEAT_MS = 10_000;
const POLL_MS = 100;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Who holds the lock: `{ pid, stale }`, `pid` 0 while it is not written yet; undefined if nobody does (any more). */
function ownerOf(lock) {
  try {
    const pid = Number(readFileSync(join(lock, 'pid'), 'utf8') || 'not written yet');
    if (Number.isNaN(pid)) throw new TypeError('nameless');
    const age = Date.now() - statSync(join(lock, 'pid')).mtimeMs;
    // In containers a number soon comes again: while we wait, our own is that of a dead one.
    return { pid, stale: age > STALE_MS || pid === process.pid || !isAlive(pid) };
  } catch {
    const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
    return made === undefined
      ? undefined
      : { pid: 0, stale: Date.now() - made > NAMELESS_STALE_MS };
  }
}

/** Moves a stale lock aside in one step, so that of several who judged it stale only one removes it, and no fresh one. */
function removeStale(lock, owner) {
  const aside = `${lock}-${process.pid}`;
  try {
    renameSync(lock, aside);
    if ((ownerOf(aside)?.pid ?? 0) !== owner.pid) renameSync(aside, lock);
  } catch {
    // Another was faster; whoever holds the lock now, the next round sees.
  }
  rmSync(aside, { recursive: true, force: true });
}

async function acquire(lock, say) {
  let announced = false;
  for (let oddities = 0; ;) {
    try {
      mkdirSync(lock);
      writeFileSync(join(lock, 'pid'), String(process.pid));
      return;
    } catch (error) {
      // On Windows a folder that is just being deleted answers with other codes for a moment.
      if (error.code !== 'EEXIST' && ++oddities > 20) throw error;
    }
    const owner = ownerOf(lock);
    if (owner?.stale) {
      removeStale(lock, owner);
      continue;
    }
    if (owner && !announced) say(`• waiting for another set-up (process ${owner.pid || '?'}) …`);
    announced ||= owner !== undefined;
    await sleep(POLL_MS);
  }
}

/**
 * Does `work` while holding the lock, the folder `lock`, and releases it on every way out.
 * A lock whose owner is dead, or has given no sign for ten minutes, is taken over. `say` gets a line if it has to wait.
 */
export async function withLock(lock, say, work) {
  await acquire(lock, say);
  const release = () => {
    if (ownerOf(lock)?.pid === process.pid) rmSync(lock, { recursive: true, force: true });
  };
  process.once('exit', release);
  const beat = setInterval(() => {
    const now = new Date();
    utimes(join(lock, 'pid'), now, now, () => {});
  }, BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off('exit', release);
    release();
  }
}
