// Runs one program to its end, without ever leaving it behind.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { isatty } from 'node:tty';

const PARENT = process.ppid;
const WATCH_MS = 250;
// The local host lets calls finish for 5 s, then its app end for 5 s; killed before, it would leave the app behind.
const GRACE_MS = 12_000;
const SAME_SIGNAL_MS = 500;
const OUTPUT_LIMIT = 64 * 1024;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const WINDOWS = process.platform === 'win32';

/** The exit code that stands for an end by a signal, as shells have it. */
export const signalExitCode = (signal) => 128 + constants.signals[signal];

/** The process above our parent where that is just the shell which npm put in between; only Linux shows it cheaply. */
function npmAboveShell() {
  if (process.platform !== 'linux' || process.env.npm_lifecycle_event === undefined)
    return undefined;
  try {
    const [, name, parent] = /^\d+ \((.*)\) \S (\d+)/s.exec(
      readFileSync(`/proc/${PARENT}/stat`, 'utf8'),
    );
    return name === 'sh' ? parent : undefined;
  } catch {
    return undefined;
  }
}
const NPM = npmAboveShell();

/** npm passes SIGTERM on to nobody, and can itself be killed: then only we are left to stop the child. */
function parentIsGone() {
  if (!WINDOWS) return process.ppid !== PARENT || npmAboveShell() !== NPM;
  try {
    process.kill(PARENT, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/** What the child hears by itself: a terminal tells all that run in it, and on Windows nothing else can be passed on. */
function heardByChild() {
  if (WINDOWS) return SIGNALS;
  return [0, 1, 2].some((descriptor) => isatty(descriptor)) ? ['SIGINT', 'SIGHUP'] : [];
}

/**
 * A function that says whether a signal which came at `now` (ms) is to be passed on: not if the child hears it anyway,
 * and not twice at once, since npm repeats to us what the terminal said.
 */
export function signalFilter(heard) {
  const last = new Map();
  return (signal, now) => {
    if (heard.includes(signal)) return false;
    const repeated = now - (last.get(signal) ?? -Infinity) < SAME_SIGNAL_MS;
    if (!repeated) last.set(signal, now);
    return !repeated;
  };
}

function terminate(child, wasTold, graceMs) {
  if (WINDOWS) {
    spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' }).once(
      'error',
      () => child.kill(),
    );
    return undefined;
  }
  if (!wasTold) child.kill('SIGTERM');
  return setTimeout(() => child.kill('SIGKILL'), graceMs);
}

/**
 * Runs `file` and waits for it. `options`: `cwd`, `env`, `shell`, and `onOutput`, which takes what it prints
 * (else it has our own standard streams); `graceMs` is how long it may take to end when we are left alone with it. Gives `{ code, output, stopped }`: `output` is the end of what was printed,
 * `stopped` the signal that we were told to stop with. Rejects if it cannot be started.
 */
export function run(file, args, { onOutput, graceMs = GRACE_MS, ...options }) {
  return new Promise((resolve, reject) => {
    const stdio = onOutput ? ['ignore', 'pipe', 'pipe'] : 'inherit';
    const child = spawn(file, args, { ...options, stdio, windowsHide: true });
    const passesOn = signalFilter(heardByChild());
    let output = '';
    let stopped;
    let killer;

    const onSignal = (signal) => {
      stopped ??= signal;
      if (passesOn(signal, performance.now())) child.kill(signal);
    };
    const watch = setInterval(() => {
      if (!parentIsGone()) return;
      clearInterval(watch);
      killer = terminate(child, stopped !== undefined, graceMs);
      stopped ??= 'SIGTERM';
    }, WATCH_MS);
    const finish = (code, signal) => {
      clearInterval(watch);
      clearTimeout(killer);
      for (const name of SIGNALS) process.off(name, onSignal);
      resolve({ code: code ?? signalExitCode(signal), output, stopped });
    };

    for (const name of SIGNALS) process.on(name, onSignal);
    for (const stream of onOutput ? [child.stdout, child.stderr] : []) {
      stream.setEncoding('utf8').on('data', (text) => {
        output = (output + text).slice(-OUTPUT_LIMIT);
        onOutput(text);
      });
    }
    child.once('error', (error) => {
      reject(error);
      finish(1);
    });
    // 'close' has all output, but waits for whatever else the child left with our pipes.
    child.once('exit', (code, signal) => (onOutput && !stopped ? undefined : finish(code, signal)));
    child.once('close', finish);
  });
}
